//! `rollbook organization`.

mod add;
mod administrators;
mod edit;
mod list;
mod members;
mod person;
mod show;
mod view;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum OrganizationCommand {
    Add(add::Args),
    List(list::Args),
    Show(show::Args),
    Edit(edit::Args),
    Members(members::Args),
    Administrators(administrators::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: OrganizationCommand, session: &Session) -> Result<(), CliError> {
    match command {
        OrganizationCommand::Add(args) => add::run(args, session).await,
        OrganizationCommand::List(args) => list::run(args, session).await,
        OrganizationCommand::Show(args) => show::run(args, session).await,
        OrganizationCommand::Edit(args) => edit::run(args, session).await,
        OrganizationCommand::Members(args) => members::run(args, session).await,
        OrganizationCommand::Administrators(args) => administrators::run(args, session).await,
    }
}

#[cfg(test)]
mod tests;
