//! Making a link to a seat that the buyer hands over (REG-22).

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, InvitationId, SeatId};
use rollbook_domain::port::{Vault, VaultError};
use rollbook_domain::seat::may_invite;
use rollbook_domain::secret::LinkSecret;
use rollbook_domain::time::Instant;

use super::find::offer;
use super::get_seat;
use crate::{Desk, Failure};

/// A link that was made; its secret is told now and never again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLink {
    /// The seat.
    pub seat: SeatId,
    /// The invitation that the link belongs to.
    pub invitation: InvitationId,
    /// The secret.
    pub secret: LinkSecret,
    base_url: String,
    /// The first instant at which it is over.
    pub expires_at: Instant,
}

impl NewLink {
    /// The link as it is handed over, with its secret.
    pub fn url(&self) -> String {
        format!("{}/invitation/{}", self.base_url, self.secret.reveal())
    }
}

/// Makes an invitation without a mail, for the buyer to hand over; links mailed before stay as they are, and the first
/// to accept takes the seat (REG-24).
///
/// # Errors
/// What [`may_invite`] refuses; [`Failure::Missing`] for a seat that does not exist or is another buyer's,
/// [`Failure::Vault`].
pub async fn make_seat_link(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    seat: SeatId,
    viewer: Option<CustomerId>,
) -> Result<NewLink, Failure> {
    let mut tries = desk.tries();
    loop {
        let settings = desk.tenant().await?.settings;
        let now = desk.now();
        let row = get_seat(desk, seat, viewer).await?;
        let secret = one_link(vault)?;
        let invitation = InvitationId::next(desk.ids);
        let new = may_invite(offer(&row), invitation, None, now, &settings.time_zone)?;
        let expires_at = new.expires_at;
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Seat(seat), row.seat.revision);
        commit.expect(StreamId::Customer(row.buyer.id), row.buyer.revision);
        commit.push(Event::Seat(seat, new.sent(secret.hash(), None)), None);
        if tries.commit(commit).await? {
            return Ok(NewLink { seat, invitation, secret, base_url: settings.base_url, expires_at });
        }
    }
}

/// One new secret.
pub(super) fn one_link(vault: &dyn Vault) -> Result<LinkSecret, VaultError> {
    vault.new_links(1)?.pop().ok_or_else(|| VaultError::NoEntropy("it made no link".to_owned()))
}
