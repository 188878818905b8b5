//! `rollbook order`.

mod assign;
mod cancel;
mod list;
mod reinstate;
mod show;
mod view;

use rollbook_domain::id::OrderId;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum OrderCommand {
    List(list::Args),
    Show(show::Args),
    Assign(assign::Args),
    Cancel(cancel::Args),
    Reinstate(reinstate::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: OrderCommand, session: &Session) -> Result<(), CliError> {
    match command {
        OrderCommand::List(args) => list::run(args, session).await,
        OrderCommand::Show(args) => show::run(args, session).await,
        OrderCommand::Assign(args) => assign::run(args, session).await,
        OrderCommand::Cancel(args) => cancel::run(args, session).await,
        OrderCommand::Reinstate(args) => reinstate::run(args, session).await,
    }
}

fn order_id(typed: &str) -> Result<OrderId, String> {
    OrderId::parse(typed.trim()).map_err(|error| error.to_string())
}

#[cfg(test)]
pub(crate) mod school;
#[cfg(test)]
mod tests;
