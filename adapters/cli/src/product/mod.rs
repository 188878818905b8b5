//! `rollbook product`.

mod add;
mod edit;
mod list;
mod show;
mod view;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum ProductCommand {
    Add(add::Args),
    List(list::Args),
    Show(show::Args),
    Edit(edit::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: ProductCommand, session: &Session) -> Result<(), CliError> {
    match command {
        ProductCommand::Add(args) => add::run(args, session).await,
        ProductCommand::List(args) => list::run(args, session).await,
        ProductCommand::Show(args) => show::run(args, session).await,
        ProductCommand::Edit(args) => edit::run(args, session).await,
    }
}
