//! Every command explains itself.

use rollbook_e2e::Installation;

/// The commands that a help text lists.
fn listed(help: &str) -> Vec<String> {
    let commands = help.split("\nCommands:\n").nth(1).unwrap_or_default();
    let lines = commands.lines().take_while(|line| !line.trim().is_empty());
    let named = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    named.filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect()
}

/// Every command with its help text.
pub(crate) fn every_help() -> Vec<(Vec<String>, String)> {
    let installation = Installation::empty();
    let mut unseen = vec![Vec::<String>::new()];
    let mut found = Vec::new();
    while let Some(path) = unseen.pop() {
        let mut arguments: Vec<&str> = path.iter().map(String::as_str).collect();
        arguments.push("--help");
        let help = installation.done(&arguments);
        assert_eq!(help.notes, "", "{path:?}");
        unseen.extend(listed(&help.output).into_iter().map(|verb| [path.clone(), vec![verb]].concat()));
        found.push((path, help.output));
    }
    found
}

#[test]
fn the_help_of_every_command_has_an_example() {
    let mut seen = 0;
    for (path, help) in every_help() {
        let mut texts = help.lines().filter(|line| !line.starts_with("Usage:"));
        assert!(texts.all(|line| line.chars().count() <= 100), "a long line in {path:?}");
        if listed(&help).is_empty() {
            let example = format!(" rollbook {}", path.join(" "));
            let shown = help.split("Examples:").nth(1);
            assert!(shown.is_some_and(|shown| shown.contains(&example)), "{path:?}");
            seen += 1;
        }
    }
    assert!(seen >= 40, "only {seen} commands were found");
}

#[test]
fn the_program_says_its_version() {
    let said = Installation::empty().done(&["--version"]);
    assert_eq!(said.output, format!("rollbook {}\n", env!("CARGO_PKG_VERSION")));
}
