//! `rollbook enrollment unenroll`.

use rollbook_domain::enrollment::EnrollmentEdit;
use rollbook_domain::time::Moment;

use super::bulk::Bulk;
use crate::values::moment;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook enrollment unenroll --course ALGEBRA --customer ada@example.org \\
      --reason \"left the team\"
  rollbook enrollment unenroll --course SAFETY --group acme --on 2026-06-30 \\
      --dry-run";

/// Take learners out of a course; what they did stays, hidden, and comes back with them.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    bulk: Bulk,
    /// From the start of this day, or this instant, on [default: now].
    #[arg(long, alias = "at", value_name = "MOMENT", value_parser = moment)]
    on: Option<Moment>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    args.bulk.run(EnrollmentEdit::Unenroll, args.on, session).await
}
