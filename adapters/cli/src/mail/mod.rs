//! `rollbook mail`: what is sent, in which words, and what became of it.

mod choice;
mod hold;
mod kind;
mod list;
mod notices;
mod preview;
mod release;
mod requeue;
mod send;
mod show;
mod state;
mod suppressions;
mod texts;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum MailCommand {
    List(list::Args),
    Show(show::Args),
    Send(send::Args),
    Preview(preview::Args),
    Texts(texts::Args),
    Notices(notices::Args),
    Hold(hold::Args),
    Release(release::Args),
    Requeue(requeue::Args),
    Suppressions(suppressions::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: MailCommand, session: &Session) -> Result<(), CliError> {
    match command {
        MailCommand::List(args) => list::run(args, session).await,
        MailCommand::Show(args) => show::run(args, session).await,
        MailCommand::Send(args) => send::run(args, session).await,
        MailCommand::Preview(args) => preview::run(args, session).await,
        MailCommand::Texts(args) => texts::run(args, session).await,
        MailCommand::Notices(args) => notices::run(args, session).await,
        MailCommand::Hold(args) => hold::run(args, session).await,
        MailCommand::Release(args) => release::run(args, session).await,
        MailCommand::Requeue(args) => requeue::run(args, session).await,
        MailCommand::Suppressions(args) => suppressions::run(args, session).await,
    }
}

#[cfg(test)]
mod tests;
