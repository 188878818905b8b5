//! `rollbook mail texts`: the words mails are made of (REG-36, REG-37).

mod edit;
mod history;
mod list;
mod reset;
mod show;
mod view;

use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook mail texts
  rollbook mail texts show RegCodeEmailText
  rollbook mail texts edit seat_invitation \\
      --text-file invitation.txt --html-file invitation.html
  rollbook mail texts reset seat_invitation

An edited text holds from the next mail sent, also for mails that are queued already; nobody is signed out.";

/// Show or change the texts of mails.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// The verbs.
#[derive(Debug, clap::Subcommand)]
enum Verb {
    List(list::Args),
    Show(show::Args),
    Edit(edit::Args),
    Reset(reset::Args),
    History(history::Args),
}

/// Runs a verb; without one, lists.
pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    match args.verb {
        None => list::run(list::Args {}, session).await,
        Some(Verb::List(args)) => list::run(args, session).await,
        Some(Verb::Show(args)) => show::run(args, session).await,
        Some(Verb::Edit(args)) => edit::run(args, session).await,
        Some(Verb::Reset(args)) => reset::run(args, session).await,
        Some(Verb::History(args)) => history::run(args, session).await,
    }
}
