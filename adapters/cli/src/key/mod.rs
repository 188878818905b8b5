//! `rollbook key`: the keys that registration codes and the secrets of mails are sealed with.

mod list;
mod reseal;
mod rotate;
#[cfg(test)]
mod tests;

use crate::CliError;
use crate::start::Start;

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum KeyCommand {
    List(list::Args),
    Rotate(rotate::Args),
    Reseal(reseal::Args),
}

/// Runs a verb; keys belong to the database as a whole, with all its tenants.
pub(crate) async fn run(command: KeyCommand, start: Start) -> Result<(), CliError> {
    match command {
        KeyCommand::List(args) => list::run(args, &start.open().await?).await,
        KeyCommand::Rotate(args) => rotate::run(args, start).await,
        KeyCommand::Reseal(args) => reseal::run(args, start).await,
    }
}
