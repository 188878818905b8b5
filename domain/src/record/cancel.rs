//! Cancelling an order, whole or in part, with what it gave, and bringing it back (ORD-14, Q-13).

use super::{CustomerRecord, RecordEvent};
use crate::access::{reinstate_for_order, suspend_for_order};
use crate::id::OrderId;
use crate::order::{Order, OrderRefused, OrderStatus, cancel, reinstate};
use crate::refusal::{Outcome, Refusal};
use crate::rule::{ORD_13, Q_13, RuleId};
use crate::seat::{self, HeldSeat, SeatChange, VoidCause, VoidPlan, VoidRefused, void_all, void_part};
use crate::secret::SealedCode;
use crate::time::Instant;

/// A part of an order that cannot be cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CancelPartRefused {
    /// The order has no such line.
    #[error("order {order} has no line {line}; `rollbook order show {order}` shows those it has")]
    NoSuchLine {
        /// The order.
        order: OrderId,
        /// The line named.
        line: u32,
    },
    /// The line gave its buyer access, or nothing yet.
    #[error(
        "line {line} of order {order} has no seats, so there is no part of it to cancel; cancel the whole order"
    )]
    NoSeats {
        /// The order.
        order: OrderId,
        /// The line named.
        line: u32,
    },
    /// The order does not grant now.
    #[error("order {order} is {status}, so its seats are out of use already")]
    NotGranting {
        /// The order.
        order: OrderId,
        /// Its status.
        status: OrderStatus,
    },
    /// The seats may not go.
    #[error(transparent)]
    Void(#[from] VoidRefused),
}

impl Refusal for CancelPartRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::NoSuchLine { .. } | Self::NoSeats { .. } => &[Q_13],
            Self::NotGranting { .. } => &[ORD_13],
            Self::Void(refused) => refused.rules(),
        }
    }

    fn is_missing(&self) -> bool {
        matches!(self, Self::NoSuchLine { .. })
    }
}

/// What cancelling a whole order does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    /// Whether anything changes.
    pub outcome: Outcome,
    /// For the stream of the customer who placed it.
    pub events: Vec<RecordEvent>,
    /// For its seats and whoever holds one; to be confirmed.
    pub seats: VoidPlan,
}

/// Cancels an order and suspends the grants it gave its customer; its seats are not touched.
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

/// Cancels an order with everything it gave: its customer's own grants, its seats, and the grants of whoever holds one.
///
/// # Errors
/// What [`cancel`] refuses.
pub fn cancel_with_seats(
    record: &CustomerRecord,
    order: &Order,
    seats: &[HeldSeat<'_>],
    now: Instant,
) -> Result<Cancellation, OrderRefused> {
    let (outcome, events) = cancel_order(record, order)?;
    let seats = match outcome {
        Outcome::Applied => void_all(seats, VoidCause::OrderCancelled, now),
        Outcome::Unchanged => VoidPlan::default(),
    };
    Ok(Cancellation { outcome, events, seats })
}

/// Cancels that many of the seats of an order line, given as they are; the order and the line stay as they are, and the
/// seats count as void (Q-13, REG-38).
///
/// # Errors
/// [`CancelPartRefused`]: no such line, a line without seats, and what [`void_part`] refuses; an order that does
/// not grant (ORD-13).
pub fn cancel_part(
    order: &Order,
    line: u32,
    quantity: u64,
    seats: &[HeldSeat<'_>],
    now: Instant,
) -> Result<VoidPlan, CancelPartRefused> {
    let (status, order_id) = (order.status(), order.id);
    if !order.lines.iter().any(|known| known.number == line) {
        return Err(CancelPartRefused::NoSuchLine { order: order_id, line });
    }
    if seats.is_empty() {
        return Err(CancelPartRefused::NoSeats { order: order_id, line });
    }
    if !status.is_granting() {
        return Err(CancelPartRefused::NotGranting { order: order_id, status });
    }
    Ok(void_part(seats, quantity, now)?)
}

/// Brings a cancelled order back with the same grants; its seats are not touched.
///
/// # Errors
/// What [`reinstate`] refuses.
pub fn reinstate_order(record: &CustomerRecord, order: &Order) -> Result<Vec<RecordEvent>, OrderRefused> {
    let mut events: Vec<RecordEvent> = reinstate(order)?.into_iter().map(Into::into).collect();
    events.extend(reinstate_for_order(&record.grants, order.id).into_iter().map(RecordEvent::from));
    Ok(events)
}

/// Brings a cancelled order back with the same grants and those of its seats that went with it; each seat has the code
/// that stands beside it.
///
/// # Errors
/// What [`reinstate`] refuses.
pub fn reinstate_with_seats(
    record: &CustomerRecord,
    order: &Order,
    seats: &[(HeldSeat<'_>, SealedCode)],
) -> Result<(Vec<RecordEvent>, Vec<SeatChange>), OrderRefused> {
    let events = reinstate_order(record, order)?;
    let back = seats.iter().filter_map(|(held, code)| seat::reinstate(*held, code)).collect();
    Ok((events, back))
}

#[cfg(test)]
mod tests;
