//! Finding a seat by one of its invitations.

use rollbook_domain::id::{CustomerId, InvitationId};
use rollbook_domain::port::{SeatKey, SeatRow};
use rollbook_domain::seat::Offer;

use crate::{Desk, Failure, What};

/// The seat that the invitation is to; a buyer who looks finds only seats they answer for.
pub(super) async fn seat_of(
    desk: &Desk<'_>,
    invitation: InvitationId,
    viewer: Option<CustomerId>,
) -> Result<SeatRow, Failure> {
    let found = desk.store.find_seat(&SeatKey::Invitation(invitation)).await?;
    found
        .filter(|row| viewer.is_none_or(|viewer| viewer == row.seat.buyer))
        .ok_or_else(|| Failure::missing(What::Invitation, invitation.to_string()))
}

/// The seat as decisions about it see it.
pub(super) fn offer(row: &SeatRow) -> Offer<'_> {
    Offer { seat: &row.seat, pool: &row.pool, order_status: row.order_status }
}
