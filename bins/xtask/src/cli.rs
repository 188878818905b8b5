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

fn page(sections: &[Section]) -> String {
    let mut page = "\
# Command reference

What `rollbook` and each of its commands say to `--help`. The page is generated; the words stand in the commands.
"
    .to_owned();
    for section in sections {
        let name =
            ["rollbook"].into_iter().chain(section.path.iter().map(String::as_str)).collect::<Vec<_>>();
        let help: Vec<_> = section.help.trim_end().lines().map(str::trim_end).collect();
        page.extend(["\n## `", &name.join(" "), "`\n\n```text\n", &help.join("\n"), "\n```\n"]);
    }
    page
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
            page.contains("\n## `rollbook import roster`\n\n```text\nhelp of import roster\n```\n"),
            "{page}"
        );
        assert!(page.lines().all(|line| line == line.trim_end()), "{page}");
    }
}
