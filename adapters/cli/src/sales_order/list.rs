//! `rollbook sales-order list`.

use rollbook_application::sales_order::list_sales_orders;

use super::view::{COLUMNS, View};
use crate::values::PageOptions;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook sales-order list
  rollbook sales-order list --all --output csv";

/// List the sales orders.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    page: PageOptions,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let (desk, now) = (&session.desk(), session.now());
    let page =
        args.page.read(session.form(), async |request| list_sales_orders(desk, &request).await).await?;
    session.list(COLUMNS, page.map(|sales_order| View::of(&sales_order, now))).await
}
