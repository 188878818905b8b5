use rollbook_domain::rule::{Area, all};

use crate::coverage::{Coverage, list};
use crate::{Outcome, say, scope};

/// Prints, area by area, how many rules have a test and which have none.
pub(crate) fn run() -> Outcome {
    let coverage = Coverage::read()?;
    for area in Area::all() {
        say(&line(&coverage, area))?;
    }
    verdict(&coverage)
}

/// Says nothing unless a finished area has a rule without a test.
pub(crate) fn check() -> Outcome {
    verdict(&Coverage::read()?)
}

fn line(coverage: &Coverage, area: Area) -> String {
    let rules: Vec<_> = all().filter(|rule| rule.area == area).collect();
    let tested = rules.iter().filter(|rule| !coverage.tests_of(rule.id).is_empty()).count();
    let later = rules.iter().filter(|rule| scope::left_for_later(rule.id).is_some()).count();
    let state = if scope::is_finished(area) { "finished" } else { "open" };
    let missing = coverage.missing(area);
    let missing = if missing.is_empty() { String::new() } else { format!("; without: {}", list(&missing)) };
    format!(
        "{:5} {state:8} {tested:3} of {:3} have a test, {later:2} left for later{missing}",
        area.code(),
        rules.len()
    )
}

fn verdict(coverage: &Coverage) -> Outcome {
    let unfinished = coverage.unfinished();
    if unfinished.is_empty() {
        return Ok(());
    }
    let lines = unfinished.iter().map(|(area, missing)| format!("    {area}: {}\n", list(missing)));
    Err(format!("areas declared finished have rules that no test names:\n{}", lines.collect::<String>()))
}
