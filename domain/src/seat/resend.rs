//! Sending an invitation again (INV-01, Q-09).

use super::renew::renewable;
use super::{InvitationState, Offer, RenewRefused, SeatEvent};
use crate::id::InvitationId;
use crate::secret::LinkHash;
use crate::time::{Instant, Zone};

/// Sends an invitation again, open or expired: it keeps its seat and gets a newer link and a new life; the link before
/// answers that a newer one was sent.
///
/// # Errors
/// [`RenewRefused`]: one that ended otherwise than by time (INV-01), or has no address (REG-22).
pub fn resend(
    offer: Offer<'_>,
    invitation: InvitationId,
    link: LinkHash,
    now: Instant,
    zone: &Zone,
) -> Result<SeatEvent, RenewRefused> {
    renewable(offer, invitation, &[InvitationState::Open, InvitationState::Expired], now, zone)?;
    let expires_at = offer.expires_at(now);
    Ok(SeatEvent::InvitationRenewed { invitation, link, expires_at, is_reminder: false })
}
