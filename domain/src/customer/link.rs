//! Links by which a customer sets a password or unlocks the account (X-10, X-15, MAIL-06, MAIL-07).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Customer, CustomerEvent, UseLinkRefused};
use crate::secret::LinkHash;
use crate::stamp::Stamp;
use crate::time::Instant;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// To set the first password of an account that was made by somebody else.
    SetPassword,
    /// To set a new password in place of a forgotten one.
    ResetPassword,
    /// To unlock an account that was locked automatically.
    Unlock,
}

impl fmt::Display for LinkPurpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::SetPassword => "set password",
            Self::ResetPassword => "reset password",
            Self::Unlock => "unlock",
        })
    }
}

const MINUTE: i64 = 60_000_000;
const DAY: i64 = 1440 * MINUTE;

impl LinkPurpose {
    /// The first instant at which a link made now is over: 7 days to set a first password, 30 minutes to reset one, a day
    /// to unlock.
    pub fn expires_at(self, now: Instant) -> Instant {
        let life = match self {
            Self::SetPassword => 7 * DAY,
            Self::ResetPassword => 30 * MINUTE,
            Self::Unlock => DAY,
        };
        now.checked_add_micros(life).unwrap_or(Instant::MAX)
    }

    /// Whether the link sets a password.
    pub const fn sets_password(self) -> bool {
        matches!(self, Self::SetPassword | Self::ResetPassword)
    }

    /// The fact that a link was made.
    pub(super) fn make(self, link: LinkHash, now: Instant) -> CustomerEvent {
        CustomerEvent::AccountLinkMade { purpose: self, link, expires_at: self.expires_at(now) }
    }
}

/// A link that was made for a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLink {
    /// What for.
    pub purpose: LinkPurpose,
    /// The hash of its secret.
    pub hash: LinkHash,
    /// The first instant at which it is over.
    pub expires_at: Instant,
    /// When and by whom it was made.
    pub stamp: Stamp,
    /// Whether it was used, or tried after its time, or a password or another address was set since.
    pub is_ended: bool,
}

impl AccountLink {
    /// Whether it can be used at `now`.
    pub fn is_open_at(&self, now: Instant) -> bool {
        !self.is_ended && now < self.expires_at
    }
}

/// What a link that somebody tries comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkTried<'a> {
    /// It can be used.
    Open(&'a AccountLink),
    /// Its time is over; it is to be ended for good, wherever the clock goes from here.
    Expired(&'a AccountLink),
}

impl Customer {
    /// Finds the link with this secret among the customer's and says whether it can be used; looking ends nothing.
    ///
    /// # Errors
    /// [`UseLinkRefused::Unknown`] and [`UseLinkRefused::Ended`] (MAIL-06).
    pub fn try_link(&self, hash: &LinkHash, now: Instant) -> Result<LinkTried<'_>, UseLinkRefused> {
        // The customer of an erased record is nobody, and what was sent to nobody is not known.
        let is_known = self.profile().is_some();
        let link = self.links.iter().find(|link| link.hash == *hash).filter(|_| is_known);
        let link = link.ok_or(UseLinkRefused::Unknown)?;
        if link.is_ended {
            Err(UseLinkRefused::Ended)
        } else if link.is_open_at(now) {
            Ok(LinkTried::Open(link))
        } else {
            Ok(LinkTried::Expired(link))
        }
    }
}

/// What came of using a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkUsed {
    /// It did what it is for.
    Done(Vec<CustomerEvent>),
    /// Its time was over: this ends it for good, and whoever used it is told the refusal.
    TooLate(CustomerEvent, UseLinkRefused),
}

/// Ends a link whose time is over.
///
/// # Errors
/// [`UseLinkRefused`] (MAIL-06): not known, or ended; one whose time is not over stays as it is and is refused too.
pub fn end_late_link(customer: &Customer, link: &LinkHash, now: Instant) -> Result<LinkUsed, UseLinkRefused> {
    use_link(customer, link, now, |_| true, || Err(UseLinkRefused::Ended))
}

/// What came of using a link, where `is_wanted` tells whether it is the right kind and `then` what it does.
pub(super) fn use_link(
    customer: &Customer,
    hash: &LinkHash,
    now: Instant,
    is_wanted: impl Fn(LinkPurpose) -> bool,
    then: impl FnOnce() -> Result<Vec<CustomerEvent>, UseLinkRefused>,
) -> Result<LinkUsed, UseLinkRefused> {
    let tried = customer.try_link(hash, now)?;
    let (LinkTried::Open(link) | LinkTried::Expired(link)) = tried;
    if !is_wanted(link.purpose) {
        return Err(UseLinkRefused::OtherPurpose(link.purpose));
    }
    let ended = CustomerEvent::AccountLinkEnded { link: *hash };
    match tried {
        LinkTried::Open(_) => {
            let mut events = vec![ended];
            events.extend(then()?);
            Ok(LinkUsed::Done(events))
        }
        LinkTried::Expired(link) => Ok(LinkUsed::TooLate(ended, UseLinkRefused::Expired(link.expires_at))),
    }
}
