//! `rollbook order cancel`.

use rollbook_application::order::cancel_order;
use rollbook_domain::id::OrderId;
use rollbook_domain::text::Note;

use super::order_id;
use crate::changed::became;
use crate::values::note;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook order cancel ord_01jgyxhdfrefebggrg3vzjwanr --reason \"paid twice\"";

/// Cancel an order, which suspends what it gave access to.
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
    let change = cancel_order(&session.desk(), args.order, args.reason).await?;
    became(session, "order", "cancelled", &change)
}
