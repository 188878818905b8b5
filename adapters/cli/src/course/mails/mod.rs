//! `rollbook course mails`.

mod set;
mod show;

use crate::{CliError, Session};

/// The mails that a course sends to its learners by itself.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: MailsCommand,
}

/// The verbs.
#[derive(Debug, clap::Subcommand)]
enum MailsCommand {
    Show(show::Args),
    Set(set::Args),
}

/// Runs a verb.
pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    match args.command {
        MailsCommand::Show(args) => show::run(args, session).await,
        MailsCommand::Set(args) => set::run(args, session).await,
    }
}

#[cfg(test)]
mod tests;
