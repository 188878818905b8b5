//! Listing the rules.

use rollbook_domain::port::Page;
use rollbook_domain::rule::{Area, Rule, all};
use rollbook_domain::time::Zone;

use crate::CliError;
use crate::output::{Column, Printer};

const EXAMPLES: &str = "\
Examples:
  rollbook rules list
  rollbook rules list --area ACC
  rollbook rules list --text refund --output json";

/// Which rules.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Only of this area, such as ACC.
    #[arg(long, value_name = "AREA", value_parser = area)]
    area: Option<Area>,
    /// Only with this text in the title or the rule.
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
}

const COLUMNS: &[Column<Rule>] = &[
    Column::new("id", "RULE", |rule, _| rule.id.to_string()),
    Column::new("area", "AREA", |rule, _| rule.area.to_string()),
    Column::new("title", "TITLE", |rule, _| rule.title.to_owned()),
    Column::data("text"),
    Column::new("origin", "ORIGIN", |rule, _| rule.origin.to_string()),
];

pub(crate) fn run(args: Args, printer: &Printer) -> Result<(), CliError> {
    let text = args.text.map(|text| text.to_lowercase());
    let is_wanted = |rule: &&Rule| {
        args.area.is_none_or(|area| area == rule.area)
            && text.as_ref().is_none_or(|text| {
                rule.title.to_lowercase().contains(text) || rule.text.to_lowercase().contains(text)
            })
    };
    print(printer, all().filter(is_wanted).copied().collect())
}

pub(super) fn print(printer: &Printer, items: Vec<Rule>) -> Result<(), CliError> {
    printer.list(COLUMNS, &Page { items, next: None }, &Zone::utc())
}

fn area(typed: &str) -> Result<Area, String> {
    let codes = || Area::all().map(Area::code).collect::<Vec<_>>().join(", ");
    Area::all()
        .find(|area| area.code().eq_ignore_ascii_case(typed))
        .ok_or_else(|| format!("it is no area; give one of {}", codes()))
}
