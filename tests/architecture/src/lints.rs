/// Lines of the root's `clippy.toml` that the domain's own file leaves out.
///
/// A lint reads the nearest file only, so what the domain adds must come with everything that holds elsewhere.
pub fn missing_from_domain<'text>(root: &'text str, domain: &str) -> Vec<&'text str> {
    let rules = root.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    rules.filter(|rule| !domain.lines().any(|line| line == *rule)).collect()
}

/// Whether a crate's manifest leaves out the lints of the workspace.
pub fn without_workspace_lints(manifest: &str) -> bool {
    !manifest.contains("[lints]\nworkspace = true")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_the_domain_leaves_out_is_found() {
        assert_eq!(missing_from_domain("# Head.\na = 1\nb = 2\n", "b = 2\nc = 3\n"), ["a = 1"]);
    }

    #[test]
    fn a_manifest_without_the_lints_of_the_workspace_is_found() {
        assert!(without_workspace_lints("[package]\nname = \"x\"\n"));
        assert!(!without_workspace_lints("[package]\n\n[lints]\nworkspace = true\n"));
    }
}
