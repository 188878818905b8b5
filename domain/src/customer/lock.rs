//! Locking an account because of suspicious activity (CUS-17, MAIL-07, MAIL-16).

use super::send_link::unlock_link;
use super::{Customer, CustomerEvent, CustomerRefused, NewLink, Status, change_status};
use crate::refusal::Outcome;
use crate::secret::LinkHash;
use crate::time::Instant;

/// What locking an account comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    /// Whether the account was not locked before.
    pub outcome: Outcome,
    /// For the customer's stream; the link's own event is among them.
    pub events: Vec<CustomerEvent>,
    /// The link to unlock that the customer is sent, unless too many were sent within the hour.
    pub link: Option<NewLink>,
}

/// Locks an account automatically by `rule`. One that is Inactive or locked stays as it is: an automatic lock could be
/// lifted by a link, and what an administrator stopped must not be.
///
/// # Errors
/// [`CustomerRefused::Erased`] (GDPR-11).
pub fn lock_automatically(
    customer: &Customer,
    rule: &str,
    link: LinkHash,
    now: Instant,
) -> Result<Locked, CustomerRefused> {
    let to = Status::Locked { automatic: Some(rule.to_owned()) };
    let (outcome, mut events) = change_status(customer, to, now)?;
    if outcome == Outcome::Unchanged || *customer.status_at(now) != Status::Active {
        return Ok(Locked { outcome: Outcome::Unchanged, events: Vec::new(), link: None });
    }
    let link = unlock_link(customer, link, now).ok();
    events.extend(link.iter().map(|link| link.event.clone()));
    Ok(Locked { outcome, events, link })
}
