//! `rollbook transcript remove-submission`.

use rollbook_application::transcript::remove_submission;
use rollbook_domain::id::SubmissionId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;

use super::planned::done_or_planned;
use crate::values::{customer_key, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  id=$(rollbook transcript submit --customer emmy@example.org \\
      --item ALG-FINAL --output json | sed -n 's/.*\"id\": \"\\(.*\\)\".*/\\1/p')
      rollbook transcript remove-submission $id --customer emmy@example.org \\
      --reason \"the network failed\"

The attempt is given back, and quiz and course are worked out anew.";

/// Take a submission out; it stays readable, but counts no more.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The submission.
    #[arg(value_name = "ID", value_parser = submission_id)]
    submission: SubmissionId,
    /// Whose it is: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
    /// Say what would happen and change nothing.
    #[arg(long)]
    dry_run: bool,
}

fn submission_id(typed: &str) -> Result<SubmissionId, String> {
    SubmissionId::parse(typed).map_err(|error| error.to_string())
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let Args { submission, customer, reason, dry_run } = args;
    let change = remove_submission(&session.desk(), &customer, submission, reason, dry_run).await?;
    done_or_planned(session, "submission", "removed", &change, dry_run)
}
