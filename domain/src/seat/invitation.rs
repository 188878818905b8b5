//! Offers of a seat (REG-14 to REG-26, INV-01).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::email::EmailAddress;
use crate::id::InvitationId;
use crate::personal::Personal;
use crate::secret::LinkHash;
use crate::stamp::Stamp;
use crate::text::Note;
use crate::time::Instant;

/// How an invitation reaches its recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Rollbook mails it.
    Mail,
    /// The buyer hands the link over (REG-22).
    Link,
}

/// One link of an invitation; only the last one made opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationLink {
    /// The hash of its secret.
    pub hash: LinkHash,
    /// When and by whom it was made.
    pub stamp: Stamp,
}

/// What a further link was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Renewal {
    /// The invitation was sent again, with a new life.
    Resent,
    /// Its recipient was reminded.
    Reminded,
}

/// How an invitation ended, apart from time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InvitationEnd {
    /// It was accepted.
    Accepted,
    /// Somebody else took the seat (REG-24, REG-25).
    SeatTaken,
    /// The buyer took it back, alone or with the seat.
    Withdrawn,
    /// The seat went out of use.
    SeatVoid,
}

/// An offer of a seat to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Never changes.
    pub id: InvitationId,
    /// How it reaches its recipient.
    pub channel: Channel,
    /// Who was invited; `None` for a link without a name, and once erased.
    pub address: Option<Personal<EmailAddress>>,
    /// The buyer's own words.
    pub text: Option<Note>,
    /// Every link, in the order made; never empty.
    pub links: Vec<InvitationLink>,
    /// What every link after the first was made for, in the same order.
    pub renewals: Vec<Renewal>,
    /// The first instant at which it is over.
    pub expires_at: Instant,
    /// How and when it ended, if it did before its time.
    pub end: Option<(InvitationEnd, Stamp)>,
    /// When and by whom it was made.
    pub stamp: Stamp,
}

/// What an invitation comes to at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// It can be accepted.
    Open,
    /// It was accepted.
    Accepted,
    /// Its time is over.
    Expired,
    /// The seat went to somebody else.
    Taken,
    /// The buyer took it back.
    Withdrawn,
    /// The seat went out of use.
    Void,
}

impl fmt::Display for InvitationState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Expired => "expired",
            Self::Taken => "taken",
            Self::Withdrawn => "withdrawn",
            Self::Void => "void",
        })
    }
}

impl Invitation {
    /// What it comes to at `now`: open for `now < expires_at` unless it ended before.
    pub fn state_at(&self, now: Instant) -> InvitationState {
        match &self.end {
            Some((InvitationEnd::Accepted, _)) => InvitationState::Accepted,
            Some((InvitationEnd::SeatTaken, _)) => InvitationState::Taken,
            Some((InvitationEnd::Withdrawn, _)) => InvitationState::Withdrawn,
            Some((InvitationEnd::SeatVoid, _)) => InvitationState::Void,
            None if now < self.expires_at => InvitationState::Open,
            None => InvitationState::Expired,
        }
    }

    /// Whether this is the link that opens it, rather than an older one.
    pub fn is_newest_link(&self, hash: &LinkHash) -> bool {
        self.links.last().is_some_and(|link| link.hash == *hash)
    }
}
