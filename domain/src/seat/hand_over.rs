//! What becomes of the seats of a buyer who is erased.

use super::{HeldSeat, Seat, SeatChange, SeatEvent, VoidCause, void_unclaimed};
use crate::customer::{Customer, Identity};
use crate::id::CustomerId;
use crate::refusal::Refusal;
use crate::rule::{GDPR_11, Q_12, RuleId};
use crate::time::Instant;

/// Seats that cannot be handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HandOverRefused {
    /// The successor is the buyer.
    #[error("customer {0} answers for these seats already; name another customer")]
    Same(CustomerId),
    /// The buyer's data was erased, and nothing more is done in their name.
    #[error("customer {0} was erased, so their seats stay as they are")]
    BuyerErased(CustomerId),
    /// The successor's data was erased.
    #[error("customer {0} was erased and cannot answer for seats; name another customer")]
    Erased(CustomerId),
}

impl Refusal for HandOverRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Same(_) => &[Q_12],
            Self::Erased(_) | Self::BuyerErased(_) => &[Q_12, GDPR_11],
        }
    }
}

/// Lets nobody be spoken for who was erased.
///
/// # Errors
/// [`HandOverRefused::BuyerErased`] (GDPR-11).
pub fn may_release(buyer: &Customer) -> Result<(), HandOverRefused> {
    match buyer.identity {
        Identity::Known(_) => Ok(()),
        Identity::Erased { .. } => Err(HandOverRefused::BuyerErased(buyer.id)),
    }
}

/// Lets another customer answer for all of a buyer's seats, void ones too, since those may come back; whoever holds one
/// keeps it, and invitations stay as they are.
///
/// # Errors
/// [`HandOverRefused::Same`] and [`HandOverRefused::Erased`] (GDPR-11).
pub fn hand_over<'a>(
    buyer: CustomerId,
    successor: &Customer,
    seats: impl IntoIterator<Item = &'a Seat>,
) -> Result<Vec<SeatChange>, HandOverRefused> {
    let to = successor.id;
    if to == buyer {
        return Err(HandOverRefused::Same(to));
    }
    if let Identity::Erased { .. } = successor.identity {
        return Err(HandOverRefused::Erased(to));
    }
    let own = seats.into_iter().filter(|seat| seat.buyer == buyer);
    let event = SeatEvent::SeatHandedOver { to };
    Ok(own.map(|seat| SeatChange { seat: seat.id, event: event.clone(), access: None }).collect())
}

/// Voids what a buyer who is erased has not given out; claimed seats and their grants stay.
pub fn void_with_buyer(seats: &[HeldSeat<'_>], now: Instant) -> Vec<SeatChange> {
    void_unclaimed(seats, VoidCause::BuyerErased, now).changes
}
