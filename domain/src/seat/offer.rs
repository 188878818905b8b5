//! What it takes for anybody to be offered a seat or to take it, whoever it is.

use super::{Pool, Seat};
use crate::access::{AccessRefused, FrozenTerm};
use crate::id::{OrderId, SeatId};
use crate::order::OrderStatus;
use crate::refusal::Refusal;
use crate::rule::{ORD_13, ORD_14, Q_03, Q_13, RuleId};
use crate::time::{Instant, Zone};

const DAY: i64 = 86_400_000_000;

/// A seat that would open nothing for anybody.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OfferRefused {
    /// The seat is out of use.
    #[error("{seat} is void and opens nothing; its order was cancelled, or its buyer is gone")]
    Void {
        /// The seat.
        seat: SeatId,
    },
    /// The order is not paid, or not any more.
    #[error("order {order} is {status}, so its seats open nothing; they do once it is processed")]
    NotGranting {
        /// The order.
        order: OrderId,
        /// Its status.
        status: OrderStatus,
    },
    /// The window that every holder shares is over.
    #[error("the access that {seat} gives ended at {ended_at}, so there is nothing to offer")]
    WindowOver {
        /// The seat.
        seat: SeatId,
        /// The first instant past the window.
        ended_at: Instant,
    },
    /// The window cannot be computed.
    #[error(transparent)]
    Access(#[from] AccessRefused),
}

impl Refusal for OfferRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Void { .. } => &[ORD_14, Q_13],
            Self::NotGranting { .. } => &[ORD_13],
            Self::WindowOver { .. } => &[Q_03],
            Self::Access(refused) => refused.rules(),
        }
    }
}

/// A seat with what every offer of it rests on.
#[derive(Debug, Clone, Copy)]
pub struct Offer<'a> {
    /// The seat.
    pub seat: &'a Seat,
    /// The order line it was bought with.
    pub pool: &'a Pool,
    /// The order's status.
    pub order_status: OrderStatus,
}

impl Offer<'_> {
    /// The window that a holder would have who took the seat at `now`.
    ///
    /// # Errors
    /// [`OfferRefused`]: a void seat (ORD-14, Q-13), an order that grants nothing (ORD-13), a window that is over.
    pub fn term_at(&self, now: Instant, zone: &Zone) -> Result<FrozenTerm, OfferRefused> {
        let seat = self.seat.id;
        if self.seat.voided().is_some() {
            return Err(OfferRefused::Void { seat });
        }
        if !self.order_status.is_granting() {
            return Err(OfferRefused::NotGranting { order: self.seat.order, status: self.order_status });
        }
        let term = self.pool.window_at(now, zone)?;
        match term.window.ends_at().filter(|end| *end <= now) {
            Some(ended_at) => Err(OfferRefused::WindowOver { seat, ended_at }),
            None => Ok(term),
        }
    }

    /// When an invitation made now is over: its life in days of 24 hours (INV-01, Q-09).
    pub(super) fn expires_at(&self, now: Instant) -> Instant {
        let days = i64::from(self.pool.terms.policy.invitations.life_days);
        now.checked_add_micros(days * DAY).unwrap_or(Instant::MAX)
    }
}
