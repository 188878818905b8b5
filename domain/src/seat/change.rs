//! What decisions about whole sets of seats work with.

use super::{Seat, SeatEvent};
use crate::access::{AccessEvent, AccessGrant, Standing};
use crate::id::{CustomerId, SeatId};

/// A seat, and the grant of whoever holds it.
#[derive(Debug, Clone, Copy)]
pub struct HeldSeat<'a> {
    /// The seat.
    pub seat: &'a Seat,
    /// The grant that the standing claim gave.
    pub grant: Option<&'a AccessGrant>,
}

/// What a decision does to one seat, and to the access of whoever holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatChange {
    /// The seat.
    pub seat: SeatId,
    /// What happens to it.
    pub event: SeatEvent,
    /// Whose access changes with it, and how.
    pub access: Option<(CustomerId, AccessEvent)>,
}

impl HeldSeat<'_> {
    /// The holder with the grant, if the grant's standing written last is this one.
    pub(super) fn grant_standing(&self, standing: Standing) -> Option<(CustomerId, &AccessGrant)> {
        let holder = self.seat.claim()?.holder;
        let grant = self.grant?;
        let last = grant.standings.last().map_or(Standing::Held, |change| change.standing);
        (last == standing).then_some((holder, grant))
    }
}
