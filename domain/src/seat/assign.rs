//! Giving a seat to a person directly (REG-11 to REG-13, REG-19, REG-22, REG-25).

use super::{ClaimWay, Offer, OfferRefused, SeatEvent, SeatState, grant_for};
use crate::access::{AccessEvent, AccessRefused};
use crate::email::EmailAddress;
use crate::id::{CustomerId, GrantId, SeatId};
use crate::personal::Personal;
use crate::refusal::Refusal;
use crate::rule::{REG_39, RuleId};
use crate::time::{Instant, Zone};

/// A seat that cannot be given to anybody.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssignSeatRefused {
    /// Somebody holds it.
    #[error("{0} is held by a learner; take it back with `rollbook seat reclaim`, or name another seat")]
    Claimed(SeatId),
    /// It would open nothing.
    #[error(transparent)]
    Offer(#[from] OfferRefused),
    /// The window is not right.
    #[error(transparent)]
    Access(#[from] AccessRefused),
}

impl Refusal for AssignSeatRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Claimed(_) => &[REG_39],
            Self::Offer(refused) => refused.rules(),
            Self::Access(refused) => refused.rules(),
        }
    }
}

/// Whom a seat is given to, and how.
#[derive(Debug, Clone)]
pub struct AssignSeat<'a> {
    /// The learner.
    pub holder: CustomerId,
    /// The address that the buyer knows the learner by; `None` when that was erased.
    pub address: Option<&'a EmailAddress>,
    /// The id of the grant to be given.
    pub grant: GrantId,
    /// How.
    pub way: ClaimWay,
}

/// What giving a seat writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignedSeat {
    /// For the seat's stream.
    pub claimed: SeatEvent,
    /// For the learner's stream.
    pub granted: AccessEvent,
}

/// Gives a seat to a learner; whoever was invited to it finds it taken (REG-25).
///
/// # Errors
/// As [`may_be_assigned`].
pub fn assign(
    offer: Offer<'_>,
    command: &AssignSeat<'_>,
    now: Instant,
    zone: &Zone,
) -> Result<AssignedSeat, AssignSeatRefused> {
    may_be_assigned(offer, now, zone)?;
    let granted = grant_for(offer.pool, offer.seat.id, command.grant, now, zone)?;
    let claimed = SeatEvent::SeatClaimed {
        holder: command.holder,
        grant: command.grant,
        way: command.way,
        invitation: None,
        address: command.address.cloned().map(Personal::new),
    };
    Ok(AssignedSeat { claimed, granted })
}

/// Whether a seat may be given to somebody: nobody holds it, and it would open something.
///
/// # Errors
/// [`AssignSeatRefused::Claimed`] (REG-39); [`AssignSeatRefused::Offer`] for a void seat (ORD-14, Q-13), an order that
/// grants nothing (ORD-13) and a window that is over.
pub fn may_be_assigned(offer: Offer<'_>, now: Instant, zone: &Zone) -> Result<(), AssignSeatRefused> {
    if offer.seat.state_at(now) == SeatState::Claimed {
        return Err(AssignSeatRefused::Claimed(offer.seat.id));
    }
    offer.term_at(now, zone)?;
    Ok(())
}

#[cfg(test)]
mod tests;
