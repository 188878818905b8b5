//! `rollbook price`.

mod add;
mod anchor;
mod edit;
mod list;
mod seat_options;
mod show;
mod view;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum PriceCommand {
    Add(add::Args),
    List(list::Args),
    Show(show::Args),
    Edit(edit::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: PriceCommand, session: &Session) -> Result<(), CliError> {
    match command {
        PriceCommand::Add(args) => add::run(args, session).await,
        PriceCommand::List(args) => list::run(args, session).await,
        PriceCommand::Show(args) => show::run(args, session).await,
        PriceCommand::Edit(args) => edit::run(args, session).await,
    }
}

#[cfg(test)]
mod tests;
