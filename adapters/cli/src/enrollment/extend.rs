//! `rollbook enrollment extend`.

use rollbook_domain::enrollment::EnrollmentEdit;
use rollbook_domain::time::{Date, Instant};

use super::bulk::Bulk;
use crate::values::date;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook enrollment extend --course ALGEBRA --customer ada@example.org \\
      --on 2030-12-31
  rollbook enrollment extend --course SAFETY --group acme --on 2030-12-31 \\
      --reason \"resit\" --dry-run
  rollbook enrollment extend --course ALGEBRA --customer ada@example.org --clear";

/// Type a later end for enrollments in a course, which also brings expired learners back. Inactive customers are skipped.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[command(group(clap::ArgGroup::new("end").args(["on", "at", "clear"]).required(true)))]
pub(crate) struct Args {
    #[command(flatten)]
    bulk: Bulk,
    /// The last day of access.
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<Date>,
    /// The first instant past the access.
    #[arg(long, value_name = "INSTANT", value_parser = Instant::parse)]
    at: Option<Instant>,
    /// Take the typed end away, so that the dates of the access decide again.
    #[arg(long)]
    clear: bool,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let edit = match (args.on, args.at) {
        (Some(date), _) => EnrollmentEdit::Extend { ends_at: session.zone().await?.end_of(date) },
        (None, Some(ends_at)) => EnrollmentEdit::Extend { ends_at },
        (None, None) => EnrollmentEdit::ClearEnd,
    };
    args.bulk.run(edit, None, session).await
}
