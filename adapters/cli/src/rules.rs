//! `rollbook rules`.

use crate::CliError;
use crate::output::Printer;

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum RulesCommand {}

pub(crate) fn run(command: RulesCommand, _printer: &Printer) -> Result<(), CliError> {
    match command {}
}
