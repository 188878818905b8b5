//! Bringing back the seats of an order that was cancelled as a whole (ORD-14).

use super::{HeldSeat, Seat, SeatChange, SeatEvent, VoidCause};
use crate::access::{AccessEvent, Standing};
use crate::secret::SealedCode;

/// Whether reinstating its order brings the seat back: what was cancelled as a part, or voided with its buyer, stays
/// void.
pub fn comes_back(seat: &Seat) -> bool {
    seat.voided().is_some_and(|voiding| voiding.cause == VoidCause::OrderCancelled)
}

/// Whether it comes back though the customer who answers for it was erased: only to its holder.
pub fn comes_back_without_buyer(seat: &Seat) -> bool {
    comes_back(seat) && seat.claim().is_some()
}

/// Brings a seat back with a new code: one that was claimed is claimed as before and its grant stands again, unless that
/// was revoked; its invitations stay dead. `None` for a seat that does not come back.
pub fn reinstate(held: HeldSeat<'_>, new_code: &SealedCode) -> Option<SeatChange> {
    if !comes_back(held.seat) {
        return None;
    }
    let access = held
        .grant_standing(Standing::Suspended)
        .map(|(holder, grant)| (holder, AccessEvent::AccessReinstated { grant: grant.id }));
    let event = SeatEvent::SeatReinstated { code: Some(new_code.clone()) };
    Some(SeatChange { seat: held.seat.id, event, access })
}
