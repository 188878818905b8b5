//! `rollbook group`.

mod add;
mod edit;
mod list;
mod members;
mod show;
mod view;

pub(crate) use members::tell;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum GroupCommand {
    Add(add::Args),
    List(list::Args),
    Show(show::Args),
    Edit(edit::Args),
    Members(members::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: GroupCommand, session: &Session) -> Result<(), CliError> {
    match command {
        GroupCommand::Add(args) => add::run(args, session).await,
        GroupCommand::List(args) => list::run(args, session).await,
        GroupCommand::Show(args) => show::run(args, session).await,
        GroupCommand::Edit(args) => edit::run(args, session).await,
        GroupCommand::Members(args) => members::run(args, session).await,
    }
}

#[cfg(test)]
mod tests;
