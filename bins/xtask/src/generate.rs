use std::fs;

use rollbook_domain::rule::{self, Area};

use crate::coverage::Coverage;
use crate::step::Step;
use crate::{Outcome, cli, files, say, scope};

/// A file that is committed and yet written by a program: its path from the root, and its text as it should be.
struct Generated {
    path: &'static str,
    text: String,
}

/// Builds the program whose help is one of the generated files.
pub(crate) fn build() -> Outcome {
    Step::cargo("program", &["build", "--package", "rollbook"]).run()
}

/// Writes every generated file anew.
pub(crate) fn write() -> Outcome {
    for file in generated()? {
        fs::write(files::root().join(file.path), file.text)
            .map_err(|error| format!("cannot write {}: {error}", file.path))?;
        say(&format!("wrote {}", file.path))?;
    }
    Ok(())
}

/// Names the generated files that are not what they should be.
pub(crate) fn check() -> Outcome {
    let is_stale = |file: &Generated| {
        fs::read_to_string(files::root().join(file.path))
            .map_or(true, |text| text.replace("\r\n", "\n") != file.text)
    };
    let stale: Vec<_> = generated()?.into_iter().filter(is_stale).map(|file| file.path).collect();
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!("stale: {}; `cargo xtask generate` writes them anew", stale.join(", ")))
}

fn generated() -> Result<Vec<Generated>, String> {
    let book = Generated { path: "docs/rulebook.md", text: rule_book(&Coverage::read()?) };
    let reference = cli::reference()?.map(|text| Generated { path: "docs/cli.md", text });
    Ok([Some(book), reference].into_iter().flatten().collect())
}

fn rule_book(coverage: &Coverage) -> String {
    let mut page = rule::markdown();
    page.push_str(
        "\n## Tests by rule\n\nA test names a rule in its doc comment or in what it asserts. Areas in which every rule \
         must have a test: ",
    );
    let finished: Vec<_> = Area::all().filter(|area| scope::is_finished(*area)).map(Area::code).collect();
    page.push_str(&if finished.is_empty() { "none yet".to_owned() } else { finished.join(", ") });
    page.push_str(".\n\n| rule | tests |\n|---|---|\n");
    for rule in rule::all() {
        page.extend(["| ", rule.id.as_str(), " | ", &tests_cell(coverage, rule.id), " |\n"]);
    }
    page
}

fn tests_cell(coverage: &Coverage, rule: rule::RuleId) -> String {
    let tests = coverage.tests_of(rule);
    if !tests.is_empty() {
        let links = tests.iter().map(|test| format!("[{}](../{})", test.name, test.path));
        return links.collect::<Vec<_>>().join("<br>");
    }
    scope::left_for_later(rule).map_or_else(|| "none".to_owned(), |reason| format!("later: {reason}"))
}
