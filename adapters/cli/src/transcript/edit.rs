//! `rollbook transcript edit`.

use rollbook_application::transcript::{EditItemResult, edit_item_result};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;
use rollbook_domain::time::Moment;
use rollbook_domain::transcript::ItemStatus;

use crate::changed::changed;
use crate::values::{customer_key, moment, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook transcript edit --customer ada@example.org --item STA-WORKSHOP \\
      --status attended --completed-at 2025-03-04 --reason \"was there\"
  rollbook transcript edit --customer ada@example.org --item ALG-FINAL \\
      --status passed --score 87.5";

/// Set status, completion and score of an item by hand; what was there before stays in the history.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[command(group(clap::ArgGroup::new("edit").args(["status", "completed_at", "score", "no_score"]).required(true).multiple(true)))]
pub(crate) struct Args {
    /// Whose transcript: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// The item.
    #[arg(long, value_name = "CODE|ID")]
    item: String,
    /// Its status: not-attempted, in-progress, submitted, completed (or attended), passed or failed; a quiz with questions
    /// that is set to passed gets a submission with the right answers, as by `transcript add-completion`.
    #[arg(long, value_name = "STATUS")]
    status: Option<ItemStatus>,
    /// When it was completed [default: now, for an item that was not completed yet].
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    completed_at: Option<Moment>,
    /// The points, in the item's own scale [default: those on record, else the best there are for such a quiz].
    #[arg(long, value_name = "POINTS", conflicts_with = "no_score", allow_negative_numbers = true)]
    score: Option<String>,
    /// Take the score away.
    #[arg(long)]
    no_score: bool,
    /// Why, for the history.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let score = args.score.map(Some).or(args.no_score.then_some(None));
    let what = format!("item {}", args.item);
    let command = EditItemResult {
        item: args.item,
        status: args.status,
        completed_at: args.completed_at,
        score,
        reason: args.reason,
    };
    let change = edit_item_result(&session.desk(), &args.customer, &command).await?;
    changed(session, &format!("{what} on the transcript"), &change)
}
