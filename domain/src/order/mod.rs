//! Orders: what a customer bought or was assigned.

mod apply;
mod cancel;
mod event;
mod line;
mod place;
mod refusal;
mod status;

#[cfg(test)]
mod tests;

pub use cancel::{cancel, reinstate};
pub use event::OrderEvent;
pub use line::{OrderLine, merge_lines};
pub use place::{PlaceOrder, place};
pub use refusal::OrderRefused;
pub use status::{OrderStatus, OrderStatusChange, PaymentType, change_status};

use crate::id::OrderId;
use crate::money::Money;
use crate::stamp::Stamp;

/// A purchase record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Never changes.
    pub id: OrderId,
    /// How it was paid.
    pub payment_type: PaymentType,
    /// What was bought.
    pub lines: Vec<OrderLine>,
    /// Every status, in the order written; the first one stands from the placing. Never empty.
    pub statuses: Vec<OrderStatusChange>,
    /// When it was placed (effective) and recorded, and by whom.
    pub stamp: Stamp,
}

impl Order {
    /// The status written last.
    pub fn status(&self) -> OrderStatus {
        self.statuses.last().map_or(OrderStatus::New, |change| change.status)
    }

    /// The sum over the lines; `None` past what [`Money`] can hold.
    pub fn total(&self) -> Option<Money> {
        let mut lines = self.lines.iter();
        let first = lines.next()?.total()?;
        lines.try_fold(first, |sum, line| sum.checked_add(line.total()?).ok())
    }
}
