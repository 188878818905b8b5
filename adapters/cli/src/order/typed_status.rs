//! Statuses as typed.

use rollbook_domain::order::{OrderStatus, PaymentType};

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
    #[value(alias = "purchase_order")]
    PurchaseOrder,
    /// A purchase order came in and access is given on trust.
    #[value(alias = "purchase_order_granted")]
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

/// How an order that an administrator places with this status is paid: by what the status names, or not here.
pub(super) fn payment_type(status: OrderStatus) -> PaymentType {
    match status {
        OrderStatus::Invoice => PaymentType::Invoice,
        OrderStatus::PurchaseOrder | OrderStatus::PurchaseOrderGranted => PaymentType::PurchaseOrder,
        _ => PaymentType::Import,
    }
}
