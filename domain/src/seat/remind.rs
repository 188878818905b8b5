//! Reminding somebody of an invitation (INV-01).

use super::renew::renewable;
use super::{InvitationState, Offer, RenewRefused, SeatEvent};
use crate::id::InvitationId;
use crate::refusal::Refusal;
use crate::rule::{IMP_23, RuleId};
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

/// So many reminders that their number has to be confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RemindAllRefused {
    /// So many have to be confirmed by their number.
    #[error(
        "{count} people would be reminded, more than {threshold}; \
         look at it with --dry-run, then give --confirm {count}"
    )]
    Unconfirmed {
        /// How many would be reminded.
        count: u64,
        /// How many may be reminded without being confirmed.
        threshold: u32,
    },
    /// Another number was confirmed.
    #[error("{count} people would be reminded, not {confirmed} as confirmed; look at it with --dry-run")]
    OtherCount {
        /// How many would be reminded.
        count: u64,
        /// The number confirmed.
        confirmed: u64,
    },
}

impl Refusal for RemindAllRefused {
    fn rules(&self) -> &'static [RuleId] {
        &[IMP_23]
    }
}

/// Decides whether so many may be reminded in one go.
///
/// # Errors
/// [`RemindAllRefused`] (IMP-23) for more than the tenant's guard threshold without their number, and for another number.
pub fn may_remind_all(count: u64, confirm: Option<u64>, threshold: u32) -> Result<(), RemindAllRefused> {
    match confirm {
        Some(confirmed) if confirmed != count => Err(RemindAllRefused::OtherCount { count, confirmed }),
        None if count > u64::from(threshold) => Err(RemindAllRefused::Unconfirmed { count, threshold }),
        _ => Ok(()),
    }
}
