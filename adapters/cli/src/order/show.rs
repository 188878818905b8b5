//! `rollbook order show`.

use rollbook_application::catalogue::read_catalogue;
use rollbook_application::order::get_order;
use rollbook_domain::id::OrderId;

use super::order_id;
use super::view::{page, view};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook order show ord_01jgyxhdfrefebggrg3vzjwanr
  rollbook order show ord_01jgyxhdfrefebggrg3vzjwanr --output json";

/// Show an order with its lines and every status it had.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The order.
    #[arg(value_name = "ID", value_parser = order_id)]
    order: OrderId,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    let order = get_order(&desk, args.order).await?;
    let view = view(order, &read_catalogue(&desk).await?);
    let zone = session.zone().await?;
    session.one(&view, || page(&view, zone))
}
