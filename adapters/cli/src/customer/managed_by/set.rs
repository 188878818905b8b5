//! `rollbook customer manager set`.

use rollbook_application::customer::set_customers_manager;
use rollbook_application::group::Members;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;

use super::say;
use crate::values::{customer_key, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer manager set ada@example.org --manager emmy@example.org
  rollbook customer manager set niels@example.org --manager ada@example.org";

/// Give customers a manager, who sees their enrollments; the one before is replaced.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The customers: email, id or code.
    #[arg(value_name = "EMAIL|ID", value_parser = customer_key, required = true)]
    customers: Vec<CustomerKey>,
    /// The manager: email, id or code; never one whom the customer is above.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    manager: CustomerKey,
    /// Leave out those who cannot have this manager; else one of them keeps everything as it is.
    #[arg(long)]
    skip_bad: bool,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let members = Members { customers: &args.customers, may_leave_out: args.skip_bad, note: args.reason };
    let report = set_customers_manager(&session.desk(), &members, &args.manager).await?;
    say(&report, "set the manager", session)
}
