//! `rollbook order list`.

use rollbook_application::catalogue::read_catalogue;
use rollbook_application::order::list_orders;
use rollbook_domain::order::OrderStatus;
use rollbook_domain::port::CustomerKey;

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

/// A status, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum TypedStatus {
    /// Begun, not paid.
    New,
    /// Waiting for the payment's outcome.
    Pending,
    /// Paid or free: done.
    Processed,
    /// An invoice was sent.
    Invoice,
    /// A purchase order came in.
    PurchaseOrder,
    /// A purchase order came in and access is given on trust.
    PurchaseOrderGranted,
    /// Taken back.
    Cancelled,
    /// Never finished.
    Abandoned,
}

impl From<TypedStatus> for OrderStatus {
    fn from(typed: TypedStatus) -> Self {
        match typed {
            TypedStatus::New => Self::New,
            TypedStatus::Pending => Self::Pending,
            TypedStatus::Processed => Self::Processed,
            TypedStatus::Invoice => Self::Invoice,
            TypedStatus::PurchaseOrder => Self::PurchaseOrder,
            TypedStatus::PurchaseOrderGranted => Self::PurchaseOrderGranted,
            TypedStatus::Cancelled => Self::Cancelled,
            TypedStatus::Abandoned => Self::Abandoned,
        }
    }
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
