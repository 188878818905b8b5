//! `rollbook enrollment expire`.

use rollbook_domain::enrollment::EnrollmentEdit;
use rollbook_domain::time::{Date, Instant};

use super::bulk::Bulk;
use crate::values::date;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook enrollment expire --course ALGEBRA --customer ada@example.org \\
      --on 2025-06-30
  rollbook enrollment expire --course SAFETY --group acme --dry-run
  rollbook enrollment expire --course ALGEBRA --customer ada@example.org --clear";

/// Type an end for enrollments in a course; it wins over the dates of the access. Inactive customers are skipped.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    bulk: Bulk,
    /// The last day of access.
    #[arg(long, value_name = "DATE", value_parser = date, conflicts_with_all = ["at", "clear"])]
    on: Option<Date>,
    /// The first instant past the access [default: now].
    #[arg(long, value_name = "INSTANT", value_parser = Instant::parse, conflicts_with = "clear")]
    at: Option<Instant>,
    /// Take the typed end away, so that the dates of the access decide again.
    #[arg(long)]
    clear: bool,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let edit = match (args.on, args.at) {
        _ if args.clear => EnrollmentEdit::ClearEnd,
        (Some(date), _) => EnrollmentEdit::Expire { ends_at: session.zone().await?.end_of(date) },
        (None, Some(ends_at)) => EnrollmentEdit::Expire { ends_at },
        (None, None) => EnrollmentEdit::Expire { ends_at: session.now() },
    };
    args.bulk.run(edit, None, session).await
}
