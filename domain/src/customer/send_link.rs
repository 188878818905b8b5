//! Sending a link to an account: to set or reset the password (MAIL-06), or to unlock (MAIL-07, X-10).

use super::{Customer, CustomerEvent, LinkPurpose, SendLinkRefused, Status};
use crate::secret::LinkHash;
use crate::time::Instant;

/// How many links of a kind an account is sent within an hour, so that nobody's mailbox is filled by a stranger.
pub const MOST_LINKS_AN_HOUR: usize = 3;

const HOUR: i64 = 3_600_000_000;

/// A link about to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLink {
    /// What for.
    pub purpose: LinkPurpose,
    /// The first instant at which it is over.
    pub expires_at: Instant,
    /// For the customer's stream.
    pub event: CustomerEvent,
}

/// Makes a link by which the customer sets a password: the first one, within 7 days, or a new one, within 30 minutes.
///
/// # Errors
/// [`SendLinkRefused::Erased`] (GDPR-11) and [`SendLinkRefused::TooMany`] (MAIL-06).
pub fn send_password_link(
    customer: &Customer,
    link: LinkHash,
    now: Instant,
) -> Result<NewLink, SendLinkRefused> {
    refuse_erased(customer)?;
    refuse_too_many(customer, LinkPurpose::sets_password, now)?;
    let is_first = customer.password.set_at.is_none();
    let purpose = if is_first { LinkPurpose::SetPassword } else { LinkPurpose::ResetPassword };
    Ok(new_link(purpose, link, now))
}

/// Makes a link by which the customer unlocks an account that was locked automatically.
///
/// # Errors
/// [`SendLinkRefused::Erased`] (GDPR-11), [`SendLinkRefused::TooMany`] and [`SendLinkRefused::NotLocked`] (MAIL-07), and
/// [`SendLinkRefused::StoppedByHand`] for an account that is Inactive or was locked by hand.
pub fn send_unlock_link(
    customer: &Customer,
    link: LinkHash,
    now: Instant,
) -> Result<NewLink, SendLinkRefused> {
    refuse_erased(customer)?;
    match customer.status_at(now) {
        Status::Active => return Err(SendLinkRefused::NotLocked(customer.id)),
        Status::Locked { automatic: Some(_) } => {}
        Status::Inactive | Status::Locked { automatic: None } => {
            return Err(SendLinkRefused::StoppedByHand(customer.id));
        }
    }
    unlock_link(customer, link, now)
}

/// A link to unlock, whatever the status is.
pub(super) fn unlock_link(
    customer: &Customer,
    link: LinkHash,
    now: Instant,
) -> Result<NewLink, SendLinkRefused> {
    refuse_too_many(customer, |purpose| purpose == LinkPurpose::Unlock, now)?;
    Ok(new_link(LinkPurpose::Unlock, link, now))
}

/// Whether somebody who only knows the address may have a password link sent there: not to an account that an
/// administrator switched off (MAIL-15).
pub fn may_ask_for_password_link(customer: &Customer, now: Instant) -> bool {
    *customer.status_at(now) != Status::Inactive
}

fn new_link(purpose: LinkPurpose, link: LinkHash, now: Instant) -> NewLink {
    NewLink { purpose, expires_at: purpose.expires_at(now), event: purpose.make(link, now) }
}

fn refuse_erased(customer: &Customer) -> Result<(), SendLinkRefused> {
    match customer.profile() {
        Some(_) => Ok(()),
        None => Err(SendLinkRefused::Erased(customer.id)),
    }
}

/// Counts what was sent within the last hour, by when it was written down; the clock may have been set back since.
fn refuse_too_many(
    customer: &Customer,
    is_counted: impl Fn(LinkPurpose) -> bool,
    now: Instant,
) -> Result<(), SendLinkRefused> {
    let later = |made_at: Instant| made_at.checked_add_micros(HOUR).unwrap_or(Instant::MAX);
    let links = customer.links.iter().filter(|link| is_counted(link.purpose));
    let mut free_from: Vec<Instant> =
        links.map(|link| later(link.stamp.recorded_at)).filter(|free_at| *free_at > now).collect();
    free_from.sort_unstable();
    let most = MOST_LINKS_AN_HOUR;
    // With as many as that within the hour, one more may follow when the oldest that fills it is an hour old.
    match free_from.len().checked_sub(most).and_then(|over| free_from.get(over)) {
        None => Ok(()),
        Some(next_at) => Err(SendLinkRefused::TooMany { customer: customer.id, most, next_at: *next_at }),
    }
}
