//! `rollbook transcript show`.

use rollbook_application::transcript::{Viewer, show_transcript};
use rollbook_domain::port::CustomerKey;

use super::view::{View, page};
use crate::values::customer_key;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook transcript show --customer ada@example.org
  rollbook transcript show --customer ada@example.org --course ALGEBRA \\
      --output json
  rollbook transcript show --customer ada@example.org --as-learner";

/// Show what is on record of a customer: every item of every course they ever had access to.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Whose transcript: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// Only this course.
    #[arg(long, value_name = "CODE|ID")]
    course: Option<String>,
    /// Only what the learner may see: nothing of courses they were taken out of.
    #[arg(long)]
    as_learner: bool,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let viewer = if args.as_learner { Viewer::Learner } else { Viewer::Administrator };
    let shown = show_transcript(&session.desk(), &args.customer, args.course.as_deref(), viewer).await?;
    let zone = session.zone().await?;
    session.one(&View::from(&shown), || page(&shown, zone))
}
