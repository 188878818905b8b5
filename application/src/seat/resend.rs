//! Sending an invitation again (INV-01, Q-09).

use rollbook_domain::event::StreamId;
use rollbook_domain::id::{CustomerId, InvitationId, SeatId};
use rollbook_domain::mail::seat_invitation;
use rollbook_domain::port::Vault;
use rollbook_domain::seat::{SeatEvent, resend};
use rollbook_domain::time::Instant;

use super::find::{offer, seat_of};
use super::link::one_link;
use super::renewal::Renewal;
use super::words::product_title;
use crate::{Desk, Failure};

/// An invitation that was sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resent {
    /// The invitation.
    pub invitation: InvitationId,
    /// The seat.
    pub seat: SeatId,
    /// The first instant at which it is over now.
    pub expires_at: Instant,
}

/// Sends an invitation again with a newer link and a new life; its seat stays the same, and the link before answers that
/// a newer one was sent.
///
/// # Errors
/// What [`resend`] refuses; [`Failure::Missing`] for an invitation that does not exist or is another buyer's,
/// [`Failure::Vault`].
pub async fn resend_invitation(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    invitation: InvitationId,
    viewer: Option<CustomerId>,
    holds_mail: bool,
) -> Result<Resent, Failure> {
    let mut tries = desk.tries();
    loop {
        let settings = desk.tenant().await?.settings;
        let (now, zone) = (desk.now(), &settings.time_zone);
        let row = seat_of(desk, invitation, viewer).await?;
        let secret = one_link(vault)?;
        let event = resend(offer(&row), invitation, secret.hash(), now, zone)?;
        let expires_at = match &event {
            SeatEvent::InvitationRenewed { expires_at, .. } => *expires_at,
            _ => now,
        };
        let product = product_title(&desk.store.catalogue().await?, row.pool.product);
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Seat(row.seat.id), row.seat.revision);
        commit.expect(StreamId::Customer(row.buyer.id), row.buyer.revision);
        let renewal = Renewal {
            row: &row,
            invitation,
            event,
            secret: &secret,
            product: &product,
            zone,
            is_held: holds_mail,
            mail: seat_invitation,
        };
        renewal.write(desk, vault, &mut commit)?;
        if tries.commit(commit).await? {
            return Ok(Resent { invitation, seat: row.seat.id, expires_at });
        }
    }
}
