//! Reading mails and their texts, and handing mails to a dispatcher.

use async_trait::async_trait;

use super::{Page, PageRequest, ReadResult};
use crate::email::EmailKey;
use crate::id::{CustomerId, MailId};
use crate::mail::{Mail, MailKind, MailState, MailText, Suppression};
use crate::time::Instant;

pub use crate::mail::Delivery;

/// Which mails are wanted; every field that is set narrows the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailQuery {
    /// Only of this kind.
    pub kind: Option<MailKind>,
    /// Only in this state.
    pub state: Option<MailState>,
    /// Only held, or only not held.
    pub is_held: Option<bool>,
    /// Only to this address.
    pub to: Option<EmailKey>,
    /// Only to this customer.
    pub customer: Option<CustomerId>,
}

/// What a dispatcher asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeaseRequest {
    /// The instant it is.
    pub now: Instant,
    /// The first instant at which the lease is over; anybody may take the mails again from then on.
    pub until: Instant,
    /// The most mails wanted; at least 1.
    pub limit: usize,
}

/// A mail in a dispatcher's hand, and whether its address is one to which nothing is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeasedMail {
    /// The mail; its `epoch` names the lease.
    pub mail: Mail,
    /// Whether the address is suppressed.
    pub is_suppressed: bool,
}

/// What a dispatcher says of one mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// The mail.
    pub mail: MailId,
    /// The lease it was taken in hand by.
    pub epoch: u64,
    /// When.
    pub at: Instant,
    /// What became of it.
    pub delivery: Delivery,
}

/// Whether a settlement counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// It did.
    Done,
    /// Another lease was given meanwhile, or the mail has ended; nothing changed.
    Fenced,
}

/// Reads mails and their texts, and hands mails to a dispatcher.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Takes due mails in hand ([`Mail::is_due_at`]), each by one dispatcher only: state leased, epoch one higher,
    /// attempts one more.
    ///
    /// Fair among domains: of the mails due, the oldest of every domain come first, then the second oldest of every
    /// domain, and so on; within that in order of due time and id.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn lease(&self, request: &LeaseRequest) -> ReadResult<Vec<LeasedMail>>;

    /// Writes down what became of a mail, if the lease is still the present one; durable when answered.
    ///
    /// A mail that was sent or given up forgets its secret; giving up with `suppresses` adds its address to the
    /// suppressed ones in the same step.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn settle(&self, settlement: &Settlement) -> ReadResult<Settled>;

    /// The next instant at which a mail will be due, if one waits: now or earlier when one is.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn next_due_at(&self) -> ReadResult<Option<Instant>>;

    /// One mail.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn find_mail(&self, id: MailId) -> ReadResult<Option<Mail>>;

    /// Mails in order of id.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn mails(&self, query: &MailQuery, page: &PageRequest) -> ReadResult<Page<Mail>>;

    /// Every mail of these kinds to these customers, in order of id; sets of any size.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn mails_to(&self, customers: &[CustomerId], kinds: &[MailKind]) -> ReadResult<Vec<Mail>>;

    /// Every address to which nothing is sent, in order of the canonical form.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn suppressions(&self) -> ReadResult<Vec<Suppression>>;

    /// The revision of the outbox's stream.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn outbox_revision(&self) -> ReadResult<crate::stamp::Revision>;

    /// The texts that were ever edited, in order of kind.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn mail_texts(&self) -> ReadResult<Vec<MailText>>;
}
