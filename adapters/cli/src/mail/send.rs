//! `rollbook mail send`.

use rollbook_application::mail::{DispatchReport, Dispatcher};
use serde::Serialize;

use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook mail send
  rollbook mail send --limit 100 --output json

The transport is the one that ROLLBOOK_MAIL_URL names. `rollbook serve` sends mails as they become due; this sends those
that are due now and ends. Exit code 5 says that the mail server cannot be used; the mails wait for it.";

/// Send the mails that are due now, and say what became of them.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// At most this many.
    #[arg(long, value_name = "COUNT", value_parser = limit, allow_negative_numbers = true)]
    limit: Option<usize>,
}

fn limit(typed: &str) -> Result<usize, String> {
    typed.parse().ok().filter(|count| *count >= 1).ok_or_else(|| "it is not a whole number from 1".to_owned())
}

/// What became of them.
#[derive(Serialize)]
struct Summary {
    sent: usize,
    retried: usize,
    dead: usize,
    held_back: usize,
    suppressed: usize,
    returned: usize,
    fenced: usize,
    unusable: Option<String>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let (vault, mailer) = (session.vault()?, session.mailer()?);
    let dispatcher = Dispatcher::new(&*session.clock, &*vault, &*mailer);
    let report = dispatcher.drain(session.store(), args.limit.unwrap_or(usize::MAX)).await?;
    let DispatchReport { sent, retried, dead, held_back, suppressed, returned, fenced, unusable } = report;
    let summary = Summary { sent, retried, dead, held_back, suppressed, returned, fenced, unusable };
    session.one(&summary, || in_words(&summary))?;
    match summary.unusable {
        None => Ok(()),
        Some(problem) => Err(CliError::Unavailable(format!(
            "the mail server cannot be used, so mails wait: {problem}; `rollbook doctor` looks it over"
        ))),
    }
}

fn in_words(summary: &Summary) -> String {
    let counts = [
        (summary.retried, "to be tried again later"),
        (summary.dead, "given up (`rollbook mail list --state dead` says why)"),
        (summary.held_back, "held back by a rule (`rollbook mail list --state held-back` says which)"),
        (summary.suppressed, "not sent, because the address is suppressed"),
        (summary.returned, "put back untried"),
        (summary.fenced, "taken over by another dispatcher meanwhile"),
    ];
    let more = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!(", {count} {what}"));
    format!("{} sent{}", summary.sent, more.collect::<String>())
}
