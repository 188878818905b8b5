//! `rollbook customer manager clear`.

use rollbook_application::customer::clear_customers_manager;
use rollbook_application::group::Members;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;

use super::say;
use crate::values::{customer_key, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer manager clear grace@example.org";

/// Leave customers without a manager.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The customers: email, id or code.
    #[arg(value_name = "EMAIL|ID", value_parser = customer_key, required = true)]
    customers: Vec<CustomerKey>,
    /// Leave out those who do not exist; else one of them keeps everything as it is.
    #[arg(long)]
    skip_bad: bool,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let members = Members { customers: &args.customers, may_leave_out: args.skip_bad, note: args.reason };
    let report = clear_customers_manager(&session.desk(), &members).await?;
    say(&report, "cleared the manager", session)
}
