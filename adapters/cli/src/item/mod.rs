//! `rollbook item`.

mod add;
mod edit;
mod list;
mod quiz;
mod show;
mod view;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum ItemCommand {
    Add(add::Args),
    List(list::Args),
    Show(show::Args),
    Edit(edit::Args),
    Quiz(quiz::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: ItemCommand, session: &Session) -> Result<(), CliError> {
    match command {
        ItemCommand::Add(args) => add::run(args, session).await,
        ItemCommand::List(args) => list::run(args, session).await,
        ItemCommand::Show(args) => show::run(args, session).await,
        ItemCommand::Edit(args) => edit::run(args, session).await,
        ItemCommand::Quiz(args) => quiz::run(args, session).await,
    }
}
