//! `rollbook transcript clear-cmi`.

use rollbook_application::transcript::clear_cmi;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;

use super::planned::done_or_planned;
use crate::values::{customer_key, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook transcript clear-cmi --customer emmy@example.org \\
      --item ALG-LESSONS --dry-run
  rollbook transcript clear-cmi --customer emmy@example.org \\
      --item ALG-LESSONS --reason \"the module hangs\"

The module is not attempted any more; what it was stays in its history.";

/// Clear everything that a SCORM module sent of a learner.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The learner: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// The module.
    #[arg(long, value_name = "CODE|ID")]
    item: String,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
    /// Say what would happen and change nothing.
    #[arg(long)]
    dry_run: bool,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let Args { customer, item, reason, dry_run } = args;
    let change = clear_cmi(&session.desk(), &customer, &item, reason, dry_run).await?;
    done_or_planned(session, &format!("the CMI data of {item}"), "cleared", &change, dry_run)
}
