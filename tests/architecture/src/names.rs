use crate::SourceFile;

/// Names that say nothing of what is inside, and so collect everything.
const FORBIDDEN: &[&str] =
    &["utils", "util", "common", "core", "shared", "helpers", "manager", "service", "misc"];

/// Crates, folders and files that are named after nothing.
pub fn forbidden_names(crates: &[&str], files: &[SourceFile]) -> Vec<String> {
    let crates =
        crates.iter().filter(|name| name.split('-').any(is_forbidden)).map(|name| format!("crate {name}"));
    let files = files.iter().filter(|file| {
        let parts = file.path.components();
        parts.map(|part| part.as_str()).any(|part| is_forbidden(part.strip_suffix(".rs").unwrap_or(part)))
    });
    let named = crates.chain(files.map(|file| format!("{}/{}", file.owner, file.path)));
    named.map(|what| format!("{what}: name it after what it holds, not {}", FORBIDDEN.join(", "))).collect()
}

fn is_forbidden(name: &str) -> bool {
    FORBIDDEN.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::file;

    #[test]
    fn drawers_for_everything_are_found_as_crate_folder_and_file() {
        assert_eq!(forbidden_names(&["rollbook-core", "rollbook-domain"], &[]).len(), 1);
        let files = [file("src/utils.rs", ""), file("src/shared/x.rs", ""), file("src/core_time.rs", "")];
        assert_eq!(forbidden_names(&[], &files).len(), 2);
    }
}
