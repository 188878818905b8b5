//! Moving an open order on (ORD-13).

use rollbook_domain::id::OrderId;
use rollbook_domain::order::{OrderStatus, change_status};
use rollbook_domain::text::Note;

use super::change::change;
use crate::{Changed, Desk, Failure};

/// Sets the status of an open order.
///
/// # Errors
/// What [`change_status`] refuses (ORD-13); [`Failure::Missing`] for an order that does not exist.
pub async fn change_order_status(
    desk: &Desk<'_>,
    id: OrderId,
    to: OrderStatus,
    reason: Option<Note>,
) -> Result<Changed<OrderId>, Failure> {
    change(desk, id, reason.as_ref(), |_, order| {
        let (outcome, events) = change_status(order, to)?;
        Ok((outcome, events.into_iter().map(Into::into).collect()))
    })
    .await
}
