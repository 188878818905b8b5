//! `rollbook enrollment enroll`.

use rollbook_domain::enrollment::EnrollmentEdit;
use rollbook_domain::time::Moment;

use super::bulk::Bulk;
use crate::values::moment;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook enrollment enroll --course ALGEBRA --customer grace@example.org \\
      --reason \"came back to the team\"
  rollbook enrollment enroll --course SAFETY --group acme --on 2026-06-30 \\
      --dry-run";

/// Bring unenrolled learners back into a course; what they did before is as they left it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    bulk: Bulk,
    /// From this day or instant on [default: now].
    #[arg(long, alias = "at", value_name = "MOMENT", value_parser = moment)]
    on: Option<Moment>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    args.bulk.run(EnrollmentEdit::Enroll, args.on, session).await
}
