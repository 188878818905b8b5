//! Bringing a cancelled order back with the same grants (ORD-14).

use rollbook_domain::id::OrderId;
use rollbook_domain::record;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::text::Note;

use super::change::change;
use crate::{Changed, Desk, Failure};

/// Brings a cancelled order back.
///
/// # Errors
/// An order that is not cancelled (ORD-14); [`Failure::Missing`] for one that does not exist.
pub async fn reinstate_order(
    desk: &Desk<'_>,
    id: OrderId,
    reason: Option<Note>,
) -> Result<Changed<OrderId>, Failure> {
    let decide = |customer: &_, order: &_| {
        record::reinstate_order(customer, order).map(|events| (Outcome::Applied, events))
    };
    change(desk, id, reason.as_ref(), decide).await
}
