//! `rollbook transcript add-completion`.

use rollbook_application::transcript::{CompletionAdded, add_completion};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;
use rollbook_domain::time::Moment;
use rollbook_domain::transcript::ItemStatus;

use super::submission_view::view;
use crate::values::{customer_key, moment, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook transcript add-completion --customer emmy@example.org \\
      --item ALG-FINAL --status passed --reason \"taken on paper\"
  rollbook transcript add-completion --customer emmy@example.org \\
      --item ALG-FINAL --status failed --submitted-at 2025-05-01 --score 0

Passed puts the right answers into the learner's responses, marked as made by hand; statistics leave them out.";

/// Add a completion to a quiz by hand.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The learner: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// The quiz.
    #[arg(long, value_name = "CODE|ID")]
    item: String,
    /// What it was: passed or failed.
    #[arg(long, value_name = "STATUS")]
    status: ItemStatus,
    /// When it was handed in [default: now].
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    submitted_at: Option<Moment>,
    /// The score [default: the best there is for passed, none for failed].
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    score: Option<String>,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let Args { customer, item, status, submitted_at, score, reason } = args;
    let submitted_at = match submitted_at {
        Some(submitted) => Some(session.instant(Some(submitted)).await?),
        None => None,
    };
    let command = CompletionAdded { status, submitted_at, score, reason };
    let submission = add_completion(&session.desk(), &customer, &item, command).await?;
    let view = view(&submission, &item);
    session.one(&view, || format!("added {status} to quiz {item} by hand ({})", view.id))
}
