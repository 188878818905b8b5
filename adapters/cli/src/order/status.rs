//! `rollbook order status`.

use rollbook_application::order::change_order_status;
use rollbook_domain::id::OrderId;
use rollbook_domain::order::OrderStatus;
use rollbook_domain::text::Note;

use super::order_id;
use crate::changed::became;
use crate::values::note;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook order status ord_01jgyxhdfrefebggrg3vzjwanr processed

To cancel an order or to bring it back, use `rollbook order cancel` and `rollbook order reinstate`.";

/// Move an open order on: paid, invoiced, abandoned.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The order.
    #[arg(value_name = "ID", value_parser = order_id)]
    order: OrderId,
    /// The new status.
    #[arg(value_name = "STATUS")]
    status: TypedStatus,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
}

/// A status, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum TypedStatus {
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
    let to = OrderStatus::from(args.status);
    let change = change_order_status(&session.desk(), args.order, to, args.reason).await?;
    became(session, "order", &to.to_string(), &change)
}
