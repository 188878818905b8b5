//! `rollbook order list`.

use rollbook_application::catalogue::read_catalogue;
use rollbook_application::order::list_orders;
use rollbook_domain::port::CustomerKey;

use super::typed_status::TypedStatus;
use super::view::{COLUMNS, view};
use crate::values::{PageOptions, customer_key};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook order list --customer ada@example.org
  rollbook order list --status cancelled --all --output csv";

/// List orders.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Only of this customer: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: Option<CustomerKey>,
    /// Only with this status.
    #[arg(long, value_name = "STATUS")]
    status: Option<TypedStatus>,
    #[command(flatten)]
    page: PageOptions,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = &session.desk();
    let catalogue = read_catalogue(desk).await?;
    let (customer, status) = (args.customer.as_ref(), args.status.map(Into::into));
    let page = args
        .page
        .read(session.form(), async |request| list_orders(desk, customer, status, &request).await)
        .await?;
    session.list(COLUMNS, page.map(|row| view(row, &catalogue))).await
}
