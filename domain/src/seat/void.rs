//! Taking seats out of use, with the access they gave (ORD-14, Q-12, Q-13).

use std::cmp::Reverse;

use super::{HeldSeat, InvitationState, Seat, SeatChange, SeatCounts, SeatEvent, SeatState, VoidCause};
use crate::access::{AccessEvent, Standing};
use crate::refusal::Refusal;
use crate::rule::{Q_13, RuleId};
use crate::time::Instant;

/// Seats that may not be taken out of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VoidRefused {
    /// No seat is to go.
    #[error("a part of 0 seats cancels nothing; give a whole number from 1 to {left}")]
    Nothing {
        /// How many seats are in use.
        left: u64,
    },
    /// More seats are to go than there are.
    #[error("{wanted} seats cannot be cancelled, since {left} of the line are in use; give {left} or fewer")]
    TooMany {
        /// How many are to go.
        wanted: u64,
        /// How many are in use.
        left: u64,
    },
    /// People would lose access, and nobody said to know it.
    #[error(
        "{claimed} claimed seats would be cancelled, and whoever holds one loses access; \
         look at it with --dry-run, then give --confirm {claimed}"
    )]
    Unconfirmed {
        /// How many claimed seats would go.
        claimed: u64,
    },
    /// Another number of claimed seats was confirmed.
    #[error(
        "{claimed} claimed seats would be cancelled, not {confirmed} as confirmed; look at it with --dry-run"
    )]
    OtherCount {
        /// How many claimed seats would go.
        claimed: u64,
        /// The number confirmed.
        confirmed: u64,
    },
}

impl Refusal for VoidRefused {
    fn rules(&self) -> &'static [RuleId] {
        &[Q_13]
    }
}

/// Which seats would go out of use, and what that does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VoidPlan {
    /// What happens to each, in the order in which they are given up.
    pub changes: Vec<SeatChange>,
    /// How many of those that go are in which state now.
    pub counts: SeatCounts,
}

/// Plans to take every seat that is in use out of it.
pub fn void_all(seats: &[HeldSeat<'_>], cause: VoidCause, now: Instant) -> VoidPlan {
    let mut plan = VoidPlan::default();
    for held in seats {
        plan.add(*held, cause, now);
    }
    plan
}

/// Plans to take every seat that nobody holds out of use; claimed ones stay as they are.
pub fn void_unclaimed(seats: &[HeldSeat<'_>], cause: VoidCause, now: Instant) -> VoidPlan {
    let mut plan = VoidPlan::default();
    for held in seats.iter().filter(|held| held.seat.state_at(now) != SeatState::Claimed) {
        plan.add(*held, cause, now);
    }
    plan
}

/// Plans to take a part of the seats out of use: available ones first, then pending ones, then claimed ones.
///
/// Of the available ones those with the highest numbers go first; of the pending ones those that the fewest people are
/// invited to, and of these the ones invited to last; of the claimed ones those claimed last.
///
/// # Errors
/// [`VoidRefused::Nothing`] and [`VoidRefused::TooMany`].
pub fn void_part(seats: &[HeldSeat<'_>], quantity: u64, now: Instant) -> Result<VoidPlan, VoidRefused> {
    let state = |held: &HeldSeat<'_>| held.seat.state_at(now);
    let mut in_use: Vec<_> = seats.iter().filter(|held| state(held) != SeatState::Void).copied().collect();
    let left = in_use.len() as u64;
    if quantity == 0 {
        return Err(VoidRefused::Nothing { left });
    }
    let Some(count) = usize::try_from(quantity).ok().filter(|count| *count <= in_use.len()) else {
        return Err(VoidRefused::TooMany { wanted: quantity, left });
    };
    in_use.sort_by_cached_key(|held| order_of_giving_up(held.seat, now));
    let mut plan = VoidPlan::default();
    for held in in_use.iter().take(count) {
        plan.add(*held, VoidCause::PartCancelled, now);
    }
    Ok(plan)
}

/// What a seat is sorted by when the cheapest one to give up is looked for.
fn order_of_giving_up(
    seat: &Seat,
    now: Instant,
) -> (SeatState, usize, Reverse<Option<Instant>>, Reverse<u32>) {
    let open = || seat.invitations.iter().filter(|one| one.state_at(now) == InvitationState::Open);
    let (people, since) = match seat.state_at(now) {
        SeatState::Pending => (open().count(), open().map(|one| one.stamp.recorded_at).max()),
        SeatState::Claimed => (0, seat.claim().map(|claim| claim.stamp.recorded_at)),
        SeatState::Available | SeatState::Void => (0, None),
    };
    (seat.state_at(now), people, Reverse(since), Reverse(seat.number))
}

impl VoidPlan {
    fn add(&mut self, held: HeldSeat<'_>, cause: VoidCause, now: Instant) {
        if held.seat.voided().is_some() {
            return;
        }
        self.counts.count(held.seat.state_at(now));
        let access = held
            .grant_standing(Standing::Held)
            .map(|(holder, grant)| (holder, AccessEvent::AccessSuspended { grant: grant.id }));
        let event = SeatEvent::SeatVoided { cause };
        self.changes.push(SeatChange { seat: held.seat.id, event, access });
    }

    /// Lets the plan be carried out when claimed seats are not among those that go, or their count was confirmed.
    ///
    /// # Errors
    /// [`VoidRefused::Unconfirmed`] and [`VoidRefused::OtherCount`].
    pub fn confirmed(self, confirmed: Option<u64>) -> Result<Vec<SeatChange>, VoidRefused> {
        let claimed = self.counts.claimed;
        match confirmed {
            None if claimed > 0 => Err(VoidRefused::Unconfirmed { claimed }),
            Some(confirmed) if confirmed != claimed => Err(VoidRefused::OtherCount { claimed, confirmed }),
            _ => Ok(self.changes),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
