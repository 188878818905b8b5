//! `rollbook sales-order unlink`.

use rollbook_domain::enrollment::EnrollmentEdit;

use super::link::WhomArgs;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook sales-order unlink --course SAFETY \\
      --customer rosalind@example.org

Without --customer, --group and --state everybody in the course is unlinked from whatever sales order they follow.";

/// Let enrollments in a course follow no sales order any more; a typed end or the dates of the access decide.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    whom: WhomArgs,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    args.whom.run(EnrollmentEdit::Unlink, session).await
}
