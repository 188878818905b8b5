//! Cancelling an order with what it granted (ORD-14).

use rollbook_domain::id::OrderId;
use rollbook_domain::record;
use rollbook_domain::text::Note;

use super::change::change;
use crate::{Changed, Desk, Failure};

/// Cancels an order and suspends its grants.
///
/// # Errors
/// An abandoned order (ORD-13); [`Failure::Missing`] for an order that does not exist.
pub async fn cancel_order(
    desk: &Desk<'_>,
    id: OrderId,
    reason: Option<Note>,
) -> Result<Changed<OrderId>, Failure> {
    change(desk, id, reason.as_ref(), record::cancel_order).await
}
