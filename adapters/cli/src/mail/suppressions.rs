//! `rollbook mail suppressions`.

use rollbook_application::mail::{allow_address, list_suppressions, suppress_address};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::mail::{Suppression, SuppressionCause};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::time::{Instant, in_words};
use serde::Serialize;

use crate::changed::word;
use crate::output::Column;
use crate::values::{PageOptions, email};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook mail suppressions
  rollbook mail suppressions add ada@example.org
  rollbook mail suppressions remove ada@example.org

An address is added by itself when its mail server refuses it for good.";

/// Show or change the addresses to which nothing is sent.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    page: PageOptions,
}

/// What to do with the list.
#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// List them.
    #[command(after_help = "Examples:\n  rollbook mail suppressions list --output csv")]
    List(ListArgs),
    /// Send nothing more to an address.
    #[command(after_help = "Examples:\n  rollbook mail suppressions add ada@example.org")]
    Add(AddressArgs),
    /// Send to an address again; mails given up meanwhile are not sent after all.
    #[command(after_help = "Examples:\n  rollbook mail suppressions remove ada@example.org")]
    Remove(AddressArgs),
}

/// Which page.
#[derive(Debug, clap::Args)]
struct ListArgs {
    #[command(flatten)]
    page: PageOptions,
}

/// Which address.
#[derive(Debug, clap::Args)]
struct AddressArgs {
    /// The address.
    #[arg(value_name = "EMAIL", value_parser = email)]
    address: EmailAddress,
}

/// An address as listed.
#[derive(Serialize)]
struct Line {
    address: String,
    cause: SuppressionCause,
    since: Instant,
    problem: Option<String>,
}

const COLUMNS: &[Column<Line>] = &[
    Column::new("address", "ADDRESS", |line, _| line.address.clone()),
    Column::new("cause", "CAUSE", |line, _| cause(line.cause).to_owned()),
    Column::new("since", "SINCE", |line, zone| in_words(line.since, zone)),
    Column::new("problem", "PROBLEM", |line, _| line.problem.clone().unwrap_or_default()),
];

fn cause(cause: SuppressionCause) -> &'static str {
    match cause {
        SuppressionCause::Administrator => "administrator",
        SuppressionCause::Refused => "refused",
    }
}

fn line(suppression: Suppression) -> Line {
    let Suppression { address, cause, since, problem } = suppression;
    Line { address: address.reveal().as_typed().to_owned(), cause, since, problem }
}

#[derive(Serialize)]
struct Done {
    address: String,
    outcome: &'static str,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    match args.verb {
        None => list(&args.page, session).await,
        Some(Verb::List(args)) => list(&args.page, session).await,
        Some(Verb::Add(args)) => {
            let outcome = suppress_address(&session.desk(), &args.address).await?;
            done(&args.address, outcome, "is suppressed", session)
        }
        Some(Verb::Remove(args)) => {
            let outcome = allow_address(&session.desk(), &args.address).await?;
            done(&args.address, outcome, "is not suppressed", session)
        }
    }
}

async fn list(page: &PageOptions, session: &Session) -> Result<(), CliError> {
    let lines = list_suppressions(&session.desk()).await?.into_iter().map(line).collect();
    session.list(COLUMNS, page.cut(session.form(), lines)?).await
}

fn done(address: &EmailAddress, outcome: Outcome, is: &str, session: &Session) -> Result<(), CliError> {
    let done = Done { address: address.as_typed().to_owned(), outcome: word(outcome) };
    session.one(&done, || match outcome {
        Outcome::Applied => format!("{} {is} now", done.address),
        Outcome::Unchanged => format!("nothing to change, {} {is}", done.address),
    })
}
