//! Order statuses and payment types (ORD-04, ORD-13).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Order, OrderEvent, OrderRefused};
use crate::refusal::Outcome;
use crate::stamp::Stamp;

/// How an order was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentType {
    /// Not paid here: assigned by an administrator or imported (ORD-04, IMP-20).
    Import,
    /// By credit card.
    CreditCard,
    /// By invoice.
    Invoice,
    /// By purchase order.
    PurchaseOrder,
}

/// The state of an order (ORD-13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
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
    /// Taken back; what it granted is suspended (ORD-14).
    Cancelled,
    /// Never finished.
    Abandoned,
}

impl OrderStatus {
    /// Whether an order in this status grants access (ORD-13).
    pub fn is_granting(self) -> bool {
        matches!(self, Self::Processed | Self::PurchaseOrderGranted)
    }

    /// Whether an order that moves on from this status to another begins to grant access by it (ORD-13).
    pub fn begins_to_grant(self, to: Self) -> bool {
        to.is_granting() && !self.is_granting()
    }
}

impl fmt::Display for OrderStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::New => "new",
            Self::Pending => "pending",
            Self::Processed => "processed",
            Self::Invoice => "invoice",
            Self::PurchaseOrder => "purchase order",
            Self::PurchaseOrderGranted => "purchase order (access granted)",
            Self::Cancelled => "cancelled",
            Self::Abandoned => "abandoned",
        })
    }
}

impl fmt::Display for PaymentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Import => "Import",
            Self::CreditCard => "Credit card",
            Self::Invoice => "Invoice",
            Self::PurchaseOrder => "Purchase order",
        })
    }
}

/// One status of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderStatusChange {
    /// The status from then on.
    pub status: OrderStatus,
    /// When and by whom.
    pub stamp: Stamp,
}

/// Moves an open order on: paid, invoiced, abandoned. Cancelling and reinstating are decisions of their own.
///
/// It says nothing about access: who moves an order into a granting status also gives what it grants (ORD-13); see
/// [`OrderStatus::begins_to_grant`].
///
/// # Errors
/// [`OrderRefused::NotOpen`] (ORD-13) for an order that is done, cancelled or abandoned, and for a status that
/// only placing, cancelling or reinstating may set.
pub fn change_status(order: &Order, to: OrderStatus) -> Result<(Outcome, Vec<OrderEvent>), OrderRefused> {
    let from = order.status();
    if from == to {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    let is_open = !matches!(from, OrderStatus::Processed | OrderStatus::Cancelled | OrderStatus::Abandoned);
    let takes_access_back = from.is_granting() && !to.is_granting();
    if !is_open || takes_access_back || matches!(to, OrderStatus::New | OrderStatus::Cancelled) {
        return Err(OrderRefused::NotOpen { order: order.id, from, to });
    }
    Ok((Outcome::Applied, vec![OrderEvent::OrderStatusChanged { order: order.id, status: to }]))
}
