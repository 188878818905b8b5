//! What the world is asked.

use super::World;
use crate::access::AccessGrant;
use crate::id::{InvitationId, SeatId};
use crate::seat::{HeldSeat, Offer, Seat};
use crate::secret::CodeLookup;
use crate::stamp::{Revision, Stamp};

impl World {
    pub(super) fn offer(&self, place: usize) -> Offer<'_> {
        let seat = &self.seats[place];
        let order = self.orders.iter().find(|(order, _)| *order == seat.order).unwrap();
        Offer { seat, pool: &self.pools[self.line_of(place)], order_status: order.1 }
    }

    pub(super) fn line_of(&self, place: usize) -> usize {
        self.pools.iter().position(|pool| pool.order == self.seats[place].order).unwrap()
    }

    pub(super) fn place(&self, seat: SeatId) -> usize {
        self.seats.iter().position(|known| known.id == seat).unwrap()
    }

    pub(super) fn held(&self) -> impl Iterator<Item = HeldSeat<'_>> {
        self.seats.iter().map(|seat| HeldSeat { seat, grant: self.grant_of(seat) })
    }

    pub(super) fn grant_of(&self, seat: &Seat) -> Option<&AccessGrant> {
        seat.claim().map(|claim| &self.grants[&claim.grant].1)
    }

    pub(super) fn invitation(&self, number: u8) -> Option<(usize, InvitationId)> {
        let all: Vec<_> = self
            .seats
            .iter()
            .enumerate()
            .flat_map(|(place, seat)| seat.invitations.iter().map(move |invitation| (place, invitation.id)))
            .collect();
        (!all.is_empty()).then(|| all[usize::from(number) % all.len()])
    }

    /// The seat that a code opens, as a store finds it.
    pub(super) fn opened_by(&self, lookup: CodeLookup) -> Option<usize> {
        self.seats.iter().position(|seat| seat.code.as_ref().is_some_and(|code| code.lookup == lookup))
    }

    pub(super) fn stamp(&self, position: Revision) -> Stamp {
        let (effective_at, recorded_at) = (self.now, self.now);
        Stamp { position, effective_at, recorded_at, actor: "tester".into(), note: None }
    }
}
