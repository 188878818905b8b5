//! `rollbook store`: whole databases, with all their tenants.

mod compare;
mod copy;
mod failed;
mod line;
mod progress_bar;
mod vacuum;

use crate::CliError;
use crate::start::Start;

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum StoreCommand {
    Copy(copy::Args),
    Compare(compare::Args),
    Vacuum(vacuum::Args),
}

/// Runs a verb; each names its databases itself.
pub(crate) async fn run(command: StoreCommand, start: Start) -> Result<(), CliError> {
    match command {
        StoreCommand::Copy(args) => copy::run(args, start).await,
        StoreCommand::Compare(args) => compare::run(args, start).await,
        StoreCommand::Vacuum(args) => vacuum::run(args, start).await,
    }
}
