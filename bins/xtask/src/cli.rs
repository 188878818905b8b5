use std::env;
use std::path::PathBuf;
use std::process::Command;

/// The command reference: what `rollbook` and each of its commands answer to `--help`; none while it has no commands.
pub(crate) fn reference() -> Result<Option<String>, String> {
    let program = program()?;
    let ask = |path: &[String]| help(&program, path);
    let sections = sections(&[], &ask)?;
    Ok((sections.len() > 1).then(|| page(&sections)))
}

/// The help of one command: its name with all before it, and what it answers.
struct Section {
    path: Vec<String>,
    help: String,
}

/// The section of a command, and of every command below it, in the order of the help.
fn sections(
    path: &[String],
    ask: &dyn Fn(&[String]) -> Result<String, String>,
) -> Result<Vec<Section>, String> {
    let help = ask(path)?;
    let commands = commands(&help);
    let mut found = vec![Section { path: path.to_owned(), help }];
    for command in commands {
        found.extend(sections(&[path, &[command]].concat(), ask)?);
    }
    Ok(found)
}

/// The commands that a help text lists, without `help` itself.
fn commands(help: &str) -> Vec<String> {
    let listed =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = listed.filter_map(|line| line.strip_prefix("  ").filter(|rest| !rest.starts_with(' ')));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(ToOwned::to_owned).collect()
}

const INTRODUCTION: &str = "\
# Command reference

What `rollbook` and each of its commands say to `--help`. The page is generated; the words stand in the commands. The
global options, which every command has, are shown once, with `rollbook` itself. Examples can be pasted beside the
database that `rollbook demo` makes.

";

fn page(sections: &[Section]) -> String {
    let mut page = INTRODUCTION.to_owned();
    for section in sections.iter().filter(|section| section.path.len() == 1) {
        let verbs = sections.iter().filter(|verb| verb.path.len() == 2 && verb.path[0] == section.path[0]);
        let verbs: Vec<_> = verbs.map(link).collect();
        let colon = if verbs.is_empty() { "" } else { ": " };
        page.extend(["- ", &link(section), colon, &verbs.join(", "), "\n"]);
    }
    for section in sections {
        let help = if section.path.is_empty() { section.help.clone() } else { own_part(&section.help) };
        let help: Vec<_> = help.trim_end().lines().map(str::trim_end).collect();
        let level = if section.path.len() < 2 { "##" } else { "###" };
        page.extend(["\n", level, " `", &section.name(), "`\n\n```text\n", &help.join("\n"), "\n```\n"]);
    }
    page
}

/// A link to a command's section, under its last word.
fn link(section: &Section) -> String {
    let word = section.path.last().map_or("rollbook", String::as_str);
    format!("[{word}](#{})", section.name().replace(' ', "-"))
}

impl Section {
    fn name(&self) -> String {
        ["rollbook"].into_iter().chain(self.path.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
    }
}

/// A help text without the options that every command has.
fn own_part(help: &str) -> String {
    let mut is_global = false;
    let kept = help.lines().filter(|line| {
        if !line.is_empty() && !line.starts_with(' ') {
            is_global = *line == "Global options:";
        }
        !is_global
    });
    kept.collect::<Vec<_>>().join("\n")
}

/// The program is built next to this one.
fn program() -> Result<PathBuf, String> {
    let own = env::current_exe().map_err(|error| format!("cannot find the folder of programs: {error}"))?;
    Ok(own.with_file_name(format!("rollbook{}", env::consts::EXE_SUFFIX)))
}

// Help texts show the values of variables, so they are asked for without any.
fn help(program: &PathBuf, path: &[String]) -> Result<String, String> {
    let output = Command::new(program).args(path).arg("--help").env_clear().output();
    let output = output.map_err(|error| format!("cannot start {}: {error}", program.display()))?;
    if !output.status.success() {
        return Err(format!("`rollbook {} --help` failed", path.join(" ")));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("`rollbook {} --help`: {error}", path.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "\
Who may open what

Usage: rollbook <COMMAND>

Commands:
  import  Loads files
            of all kinds
  doctor  Looks after
  help    Print this message

Options:
  -h, --help  Print help
";

    fn sections_of_example() -> Vec<Section> {
        let help = |path: &[String]| match path.join(" ").as_str() {
            "" => ROOT.to_owned(),
            "import" => "Loads files\n\nCommands:\n  roster  Loads a roster  \n".to_owned(),
            other => format!("help of {other}\n"),
        };
        sections(&[], &|path| Ok(help(path))).unwrap()
    }

    #[test]
    fn every_command_has_a_section_below_the_one_that_lists_it() {
        let paths: Vec<_> = sections_of_example().iter().map(|section| section.path.join(" ")).collect();
        assert_eq!(paths, ["", "import", "import roster", "doctor"]);
    }

    #[test]
    fn the_page_shows_each_help_under_the_whole_name_of_its_command() {
        let page = page(&sections_of_example());
        assert!(
            page.contains("\n### `rollbook import roster`\n\n```text\nhelp of import roster\n```\n"),
            "{page}"
        );
        assert!(
            page.contains("\n- [import](#rollbook-import): [roster](#rollbook-import-roster)\n- [doctor]("),
            "{page}"
        );
        assert!(page.lines().all(|line| line == line.trim_end()), "{page}");
    }

    #[test]
    fn options_that_every_command_has_are_shown_with_the_first_alone() {
        let help =
            "Does it\n\nOptions:\n  -h\n\nGlobal options:\n  -q\n\n          Quiet\n\nExamples:\n  do it\n";
        assert_eq!(own_part(help), "Does it\n\nOptions:\n  -h\n\nExamples:\n  do it");
    }
}
