//! A mail on its way.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{MailFacts, MailKind};
use crate::email::EmailAddress;
use crate::id::{CustomerId, MailId};
use crate::personal::Personal;
use crate::secret::Sealed;
use crate::time::Instant;

/// What keeps a mail from being queued twice for one cause: unique in the tenant, and nothing personal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DedupeKey(String);

impl DedupeKey {
    /// The key of a kind of mail and of the thing that caused it, such as an order's id.
    pub fn new(kind: MailKind, cause: impl fmt::Display) -> Self {
        Self(format!("{kind}:{cause}"))
    }

    /// Rebuilds a key from a store.
    pub fn from_stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a mail's secret is used for in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretUse {
    /// It ends the link to an invitation.
    InvitationLink,
    /// It ends the link to set a password.
    PasswordLink,
    /// It ends the link to unlock an account.
    UnlockLink,
    /// It is a password made for the recipient.
    Password,
}

/// A secret that a mail tells its recipient, sealed for this mail alone; stores forget it once the mail has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailSecret {
    /// What it is used for.
    pub usage: SecretUse,
    /// The ciphertext.
    pub sealed: Sealed,
}

/// A mail that a decision causes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMail {
    /// Never changes; the Message-ID is made from it.
    pub id: MailId,
    /// What kind.
    pub kind: MailKind,
    /// The one recipient.
    pub to: Personal<EmailAddress>,
    /// The customer it is sent to, if the recipient is one.
    pub customer: Option<CustomerId>,
    /// What it is about.
    pub facts: MailFacts,
    /// The secret it tells, if any.
    pub secret: Option<MailSecret>,
    /// What keeps it from being queued twice.
    pub dedupe: DedupeKey,
    /// Whether it waits to be released by a person.
    pub is_held: bool,
}

/// How far a mail has come, apart from being held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// Waiting for its time, for the first or a further attempt.
    Queued,
    /// A dispatcher has it in hand, until its lease is over.
    Leased,
    /// The mail server took it.
    Sent,
    /// Given up, with a reason.
    Dead,
    /// Held back by the gate right before it was sent, with the rule that says so (MAIL-08 to MAIL-15).
    HeldBack,
}

impl MailState {
    /// Whether nothing more becomes of it.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Sent | Self::Dead | Self::HeldBack)
    }
}

impl fmt::Display for MailState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Queued => "queued",
            Self::Leased => "leased",
            Self::Sent => "sent",
            Self::Dead => "dead",
            Self::HeldBack => "held_back",
        })
    }
}

/// A mail in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Never changes.
    pub id: MailId,
    /// What kind.
    pub kind: MailKind,
    /// The one recipient, unless erased.
    pub to: Option<Personal<EmailAddress>>,
    /// The customer it is sent to, if the recipient is one.
    pub customer: Option<CustomerId>,
    /// What it is about, unless erased.
    pub facts: Option<MailFacts>,
    /// The secret it tells; `None` once it has ended.
    pub secret: Option<MailSecret>,
    /// What keeps it from being queued twice.
    pub dedupe: DedupeKey,
    /// When its cause was committed.
    pub queued_at: Instant,
    /// Whether it waits to be released by a person.
    pub is_held: bool,
    /// How far it has come.
    pub state: MailState,
    /// How often it was given to a mail server, or tried to be.
    pub attempts: u32,
    /// The first instant at which it may be sent or tried again.
    pub due_at: Instant,
    /// Counts the leases; a dispatcher that comes back with an older number is turned away.
    pub epoch: u64,
    /// The first instant at which the present lease is over.
    pub leased_until: Option<Instant>,
    /// When it was sent, given up or held back.
    pub ended_at: Option<Instant>,
    /// The version of the text it was sent with; 0 is the built-in text.
    pub text_version: Option<u64>,
    /// What went wrong at the last attempt, or why it was held back.
    pub problem: Option<String>,
}

impl Mail {
    /// A mail as it is when its cause is committed.
    pub fn queued(new: NewMail, queued_at: Instant) -> Self {
        Self {
            id: new.id,
            kind: new.kind,
            to: Some(new.to),
            customer: new.customer,
            facts: Some(new.facts),
            secret: new.secret,
            dedupe: new.dedupe,
            queued_at,
            is_held: new.is_held,
            state: MailState::Queued,
            attempts: 0,
            due_at: queued_at,
            epoch: 0,
            leased_until: None,
            ended_at: None,
            text_version: None,
            problem: None,
        }
    }

    /// Whether a dispatcher may take it in hand at `now`: due and not held, or left behind by one whose lease is over.
    pub fn is_due_at(&self, now: Instant) -> bool {
        let is_free = match self.state {
            MailState::Queued => self.due_at <= now,
            MailState::Leased => self.leased_until.is_none_or(|until| until <= now),
            MailState::Sent | MailState::Dead | MailState::HeldBack => false,
        };
        is_free && !self.is_held
    }
}
