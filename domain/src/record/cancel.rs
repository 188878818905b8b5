//! Cancelling an order with what it granted, and bringing both back (ORD-14).

use super::{CustomerRecord, RecordEvent};
use crate::access::{reinstate_for_order, suspend_for_order};
use crate::order::{Order, OrderRefused, cancel, reinstate};
use crate::refusal::Outcome;

/// Cancels an order and suspends its grants.
///
/// # Errors
/// What [`cancel`] refuses.
pub fn cancel_order(
    record: &CustomerRecord,
    order: &Order,
) -> Result<(Outcome, Vec<RecordEvent>), OrderRefused> {
    let (outcome, events) = cancel(order)?;
    let mut events: Vec<RecordEvent> = events.into_iter().map(Into::into).collect();
    if outcome == Outcome::Applied {
        events.extend(suspend_for_order(&record.grants, order.id).into_iter().map(RecordEvent::from));
    }
    Ok((outcome, events))
}

/// Brings a cancelled order back with the same grants.
///
/// # Errors
/// What [`reinstate`] refuses.
pub fn reinstate_order(record: &CustomerRecord, order: &Order) -> Result<Vec<RecordEvent>, OrderRefused> {
    let mut events: Vec<RecordEvent> = reinstate(order)?.into_iter().map(Into::into).collect();
    events.extend(reinstate_for_order(&record.grants, order.id).into_iter().map(RecordEvent::from));
    Ok(events)
}
