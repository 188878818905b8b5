//! Reminding somebody of an invitation (INV-01).

use super::renew::renewable;
use super::{InvitationState, Offer, RenewRefused, SeatEvent};
use crate::id::InvitationId;
use crate::secret::LinkHash;
use crate::time::{Instant, Zone};

/// Reminds of an invitation that is open: it gets a newer link and ends when it would have.
///
/// # Errors
/// [`RenewRefused`]: never one that was accepted or has ended (INV-01), nor one without an address (REG-22).
pub fn remind(
    offer: Offer<'_>,
    invitation: InvitationId,
    link: LinkHash,
    now: Instant,
    zone: &Zone,
) -> Result<SeatEvent, RenewRefused> {
    let known = renewable(offer, invitation, &[InvitationState::Open], now, zone)?;
    let expires_at = known.expires_at;
    Ok(SeatEvent::InvitationRenewed { invitation, link, expires_at, is_reminder: true })
}
