//! `rollbook transcript`.

mod edit;
mod history;
mod show;
mod view;
mod waive;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum TranscriptCommand {
    Show(show::Args),
    Edit(edit::Args),
    Waive(waive::Args),
    History(history::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: TranscriptCommand, session: &Session) -> Result<(), CliError> {
    match command {
        TranscriptCommand::Show(args) => show::run(args, session).await,
        TranscriptCommand::Edit(args) => edit::run(args, session).await,
        TranscriptCommand::Waive(args) => waive::run(args, session).await,
        TranscriptCommand::History(args) => history::run(args, session).await,
    }
}

#[cfg(test)]
mod tests;
