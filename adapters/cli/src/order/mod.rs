//! `rollbook order`.

mod assign;
mod cancel;
mod list;
mod mail_options;
mod place;
mod reinstate;
mod show;
mod status;
mod typed_status;
mod vault;
mod view;

use rollbook_domain::id::OrderId;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum OrderCommand {
    List(list::Args),
    Show(show::Args),
    Place(place::Args),
    Assign(assign::Args),
    Status(status::Args),
    Cancel(cancel::Args),
    Reinstate(reinstate::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: OrderCommand, session: &Session) -> Result<(), CliError> {
    match command {
        OrderCommand::List(args) => list::run(args, session).await,
        OrderCommand::Show(args) => show::run(args, session).await,
        OrderCommand::Place(args) => place::run(args, session).await,
        OrderCommand::Assign(args) => assign::run(args, session).await,
        OrderCommand::Status(args) => status::run(args, session).await,
        OrderCommand::Cancel(args) => cancel::run(args, session).await,
        OrderCommand::Reinstate(args) => reinstate::run(args, session).await,
    }
}

/// Reads an order's id.
pub(crate) fn order_id(typed: &str) -> Result<OrderId, String> {
    OrderId::parse(typed.trim()).map_err(|error| error.to_string())
}

#[cfg(test)]
pub(crate) mod school;
#[cfg(test)]
mod seat_tests;
#[cfg(test)]
mod tests;
