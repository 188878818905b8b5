//! `rollbook completions`.

use crate::CliError;
use crate::output::Printer;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: Args, _printer: &Printer) -> Result<(), CliError> {
    Ok(())
}
