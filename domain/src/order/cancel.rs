//! Cancelling an order and bringing it back; the grants follow (ORD-14).

use super::{Order, OrderEvent, OrderRefused, OrderStatus};
use crate::refusal::Outcome;

/// Cancels an order (ORD-12, ORD-14); a second time changes nothing.
///
/// # Errors
/// [`OrderRefused::NotOpen`] (ORD-13) for an abandoned order.
pub fn cancel(order: &Order) -> Result<(Outcome, Vec<OrderEvent>), OrderRefused> {
    match order.status() {
        OrderStatus::Cancelled => Ok((Outcome::Unchanged, Vec::new())),
        from @ OrderStatus::Abandoned => {
            Err(OrderRefused::NotOpen { order: order.id, from, to: OrderStatus::Cancelled })
        }
        _ => Ok((Outcome::Applied, vec![OrderEvent::OrderCancelled { order: order.id }])),
    }
}

/// Brings a cancelled order back in the status it had before (ORD-14).
///
/// # Errors
/// [`OrderRefused::NotCancelled`] (ORD-14).
pub fn reinstate(order: &Order) -> Result<Vec<OrderEvent>, OrderRefused> {
    let status = order.status();
    let before = order
        .statuses
        .iter()
        .rev()
        .map(|change| change.status)
        .find(|known| *known != OrderStatus::Cancelled);
    match before {
        Some(before) if status == OrderStatus::Cancelled => {
            Ok(vec![OrderEvent::OrderReinstated { order: order.id, status: before }])
        }
        _ => Err(OrderRefused::NotCancelled { order: order.id, status }),
    }
}
