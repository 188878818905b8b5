//! `rollbook order reinstate`.

use rollbook_application::order::reinstate_order;
use rollbook_domain::id::OrderId;
use rollbook_domain::text::Note;

use super::order_id;
use super::vault::vault;
use crate::changed::became;
use crate::values::note;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook order reinstate ord_01jgyxhdggepjv3hcss23za5m1 \\
      --reason \"payment arrived\"";

/// Bring a cancelled order back, with the seats and the access it gave.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The order.
    #[arg(value_name = "ID", value_parser = order_id)]
    order: OrderId,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let change = reinstate_order(&session.desk(), &*vault(session), args.order, args.reason).await?;
    became(session, "order", "reinstated", &change)
}
