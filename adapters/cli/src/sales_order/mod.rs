//! `rollbook sales-order`.

mod add;
mod change;
mod contracts_file;
mod edit;
mod link;
mod list;
mod show;
mod sync;
mod unlink;
mod view;

pub(crate) use change::{ChangeView, change_page};

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum SalesOrderCommand {
    Add(add::Args),
    List(list::Args),
    Show(show::Args),
    Edit(edit::Args),
    Link(link::Args),
    Unlink(unlink::Args),
    Sync(sync::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: SalesOrderCommand, session: &Session) -> Result<(), CliError> {
    match command {
        SalesOrderCommand::Add(args) => add::run(args, session).await,
        SalesOrderCommand::List(args) => list::run(args, session).await,
        SalesOrderCommand::Show(args) => show::run(args, session).await,
        SalesOrderCommand::Edit(args) => edit::run(args, session).await,
        SalesOrderCommand::Link(args) => link::run(args, session).await,
        SalesOrderCommand::Unlink(args) => unlink::run(args, session).await,
        SalesOrderCommand::Sync(args) => sync::run(args, session).await,
    }
}

#[cfg(test)]
mod tests;
