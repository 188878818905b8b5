//! Showing what rules say.

use rollbook_domain::rule::{Rule, find};

use crate::CliError;
use crate::output::{OutputForm, Printer, wrapped};

const EXAMPLES: &str = "\
Examples:
  rollbook rules show ACC-10
  rollbook rules show acc-10 q-20 --output json";

/// Which rules.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Ids of rules, as refusals and explanations name them.
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
}

pub(crate) fn run(args: &Args, printer: &Printer) -> Result<(), CliError> {
    let mut rules = Vec::with_capacity(args.ids.len());
    for id in &args.ids {
        let missing = || {
            CliError::NotFound(format!(
                "there is no rule `{id}`; `rollbook rules list` shows those there are"
            ))
        };
        rules.push(*find(id).ok_or_else(missing)?);
    }
    if let ([rule], OutputForm::Json | OutputForm::Csv) = (rules.as_slice(), printer.form()) {
        return printer.one(rule, String::new);
    }
    if printer.form() == OutputForm::Table {
        let pages: Vec<String> = rules.iter().map(in_words).collect();
        return printer.raw(pages.join("\n").as_bytes());
    }
    super::list::print(printer, rules)
}

fn in_words(rule: &Rule) -> String {
    let Rule { id, area, title, text, origin } = rule;
    format!("{id}  {title}\n{area}; {origin}\n\n{}\n", wrapped(text, 80))
}
