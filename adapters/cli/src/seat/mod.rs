//! `rollbook seat`.

mod assign;
mod buyers_words;
mod claim;
mod find;
mod give_out;
mod hand_over;
mod history;
mod invitation;
mod invite;
mod invited;
mod link;
mod list;
mod opener;
mod preview;
mod read;
mod reclaim;
mod remind;
mod resend;
mod show;
mod source;
mod told;
mod view;
mod withdraw;

pub(crate) use buyers_words::TextArgs;
pub(crate) use give_out::GiveOutArgs;
pub(crate) use invited::tell as tell_invited;
pub(crate) use read::read as read_file;
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
    Invite(invite::Args),
    Link(link::Args),
    Resend(resend::Args),
    Remind(remind::Args),
    Withdraw(withdraw::Args),
    Preview(preview::Args),
    Claim(claim::Args),
    HandOver(hand_over::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: SeatCommand, session: &Session) -> Result<(), CliError> {
    match command {
        SeatCommand::List(args) => list::run(args, session).await,
        SeatCommand::Show(args) => show::run(args, session).await,
        SeatCommand::History(args) => history::run(args, session).await,
        SeatCommand::Assign(args) => assign::run(args, session).await,
        SeatCommand::Reclaim(args) => reclaim::run(args, session).await,
        SeatCommand::Invite(args) => invite::run(args, session).await,
        SeatCommand::Link(args) => link::run(args, session).await,
        SeatCommand::Resend(args) => resend::run(args, session).await,
        SeatCommand::Remind(args) => remind::run(args, session).await,
        SeatCommand::Withdraw(args) => withdraw::run(args, session).await,
        SeatCommand::Preview(args) => preview::run(args, session).await,
        SeatCommand::Claim(args) => claim::run(args, session).await,
        SeatCommand::HandOver(args) => hand_over::run(args, session).await,
    }
}

#[cfg(test)]
pub(crate) mod office;
#[cfg(test)]
mod tests;
