//! `rollbook rules`: the rule book, from the binary.

mod list;
mod show;

use crate::CliError;
use crate::output::Printer;

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum RulesCommand {
    /// List the rules.
    List(list::Args),
    /// Show what rules say.
    Show(show::Args),
}

pub(crate) fn run(command: RulesCommand, printer: &Printer) -> Result<(), CliError> {
    match command {
        RulesCommand::List(args) => list::run(args, printer),
        RulesCommand::Show(args) => show::run(&args, printer),
    }
}
