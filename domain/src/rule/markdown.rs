//! The rule book as a page.

use std::fmt::Write as _;

use super::{Area, all};

const INTRODUCTION: &str = "\
# Rule book

Every rule that Rollbook follows, by its id. Code, tests, refusals and reports cite these ids, and
`rollbook rules show ID` prints one. The page is generated from the table in the domain crate; edit it there.

The last column says where a rule comes from: *stated* in the requirements, *follows* from them, or *decided* here
because they leave it open or disagree. The words are those of the [glossary](glossary.md).
";

/// Renders the whole rule book as a Markdown page: an introduction, then a table for each area.
///
/// ```
/// let page = rollbook_domain::rule::markdown();
/// assert!(page.contains("| ACC-10 | Half-open windows |"));
/// ```
pub fn markdown() -> String {
    let mut page = String::from(INTRODUCTION);
    for area in Area::all() {
        // Writing to a String cannot fail.
        let _ = write!(
            page,
            "\n## {area} ({})\n\n| id | title | rule | origin |\n|---|---|---|---|\n",
            area.code()
        );
        for rule in all().filter(|rule| rule.area == area) {
            let _ = writeln!(page, "| {} | {} | {} | {} |", rule.id, rule.title, rule.text, rule.origin);
        }
    }
    page
}
