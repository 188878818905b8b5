//! `rollbook transcript waive`.

use rollbook_application::transcript::waive_course;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;

use crate::changed::changed;
use crate::values::{customer_key, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook transcript waive --customer ada@example.org --course ALGEBRA \\
      --reason \"passed elsewhere\"
  rollbook transcript waive --customer ada@example.org --course ALGEBRA --lift";

/// Mark a course complete by hand, whatever its items say, or take that mark away.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Whose transcript: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// The course.
    #[arg(long, value_name = "CODE|ID")]
    course: String,
    /// Take the mark away again.
    #[arg(long)]
    lift: bool,
    /// Why, for the history.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let change = waive_course(&session.desk(), &args.customer, &args.course, !args.lift, args.reason).await?;
    changed(session, &format!("course {} on the transcript", args.course), &change)
}
