//! `rollbook seat`.

mod assign;
mod find;
mod give_out;
mod history;
mod list;
mod read;
mod reclaim;
mod show;
mod source;
mod told;
mod view;

pub(crate) use give_out::GiveOutArgs;
pub(crate) use told::tell;
pub(crate) use view::product_code;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum SeatCommand {
    List(list::Args),
    Show(show::Args),
    History(history::Args),
    Assign(assign::Args),
    Reclaim(reclaim::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: SeatCommand, session: &Session) -> Result<(), CliError> {
    match command {
        SeatCommand::List(args) => list::run(args, session).await,
        SeatCommand::Show(args) => show::run(args, session).await,
        SeatCommand::History(args) => history::run(args, session).await,
        SeatCommand::Assign(args) => assign::run(args, session).await,
        SeatCommand::Reclaim(args) => reclaim::run(args, session).await,
    }
}
