//! The one way to write.

use async_trait::async_trait;

use super::StoreError;
use crate::commit::Commit;
use crate::event::StreamId;
use crate::id::{CommitId, CustomerId};
use crate::stamp::Revision;

/// A fact that only one thing in a tenant may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UniqueFact {
    /// The email of a customer that is not erased (CUS-29).
    CustomerEmail,
    /// A customer's code.
    CustomerCode,
    /// A group's code.
    GroupCode,
    /// An organization's code.
    OrganizationCode,
    /// A product's code.
    ProductCode,
    /// A price's code.
    PriceCode,
    /// A course's code.
    CourseCode,
    /// An item's code.
    ItemCode,
    /// A sales order's number.
    SalesOrderNumber,
    /// What the system that owns a contract calls it.
    SalesOrderExternalId,
    /// A seat's registration code, by what it is found by.
    RegistrationCode,
    /// The hash of a link, of an invitation or to an account.
    Link,
    /// What keeps a mail from being queued twice.
    Mail,
}

/// Why a commit was not applied though nothing is broken; load and decide again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// A stream moved since it was read.
    #[error("{stream:?} moved past revision {expected} since it was read")]
    Moved {
        /// Which stream.
        stream: StreamId,
        /// The revision it was read at.
        expected: Revision,
    },
    /// Another thing holds the fact.
    #[error("the {0:?} is taken")]
    Taken(UniqueFact),
    /// A customer who is erased or deleted would be left with seats that nobody holds.
    #[error("customer {0} came to answer for further seats since they were read")]
    SeatsLeft(CustomerId),
}

/// Why a commit was not applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// Load and decide again.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// The store cannot do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A commit that is durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    /// The place of its last event in the tenant's log; for an empty commit the log's end.
    pub last_sequence: u64,
}

/// Writes.
#[async_trait]
pub trait Commits: Send + Sync {
    /// Applies everything or nothing; repeating a commit by its id changes nothing and answers the same.
    ///
    /// # Errors
    /// [`CommitError`]; nothing was applied, except after [`StoreError::UnknownOutcome`].
    async fn commit(&self, commit: Commit) -> Result<Committed, CommitError>;

    /// Whether the commit happened; one that is found is as durable as any that was acknowledged.
    ///
    /// A store that only reads, as on a standby, tells what it has so far.
    ///
    /// # Errors
    /// [`StoreError`]; [`StoreError::UnknownOutcome`] when it may be there and it cannot be found out whether it lasts.
    async fn find_commit(&self, id: CommitId) -> Result<Option<Committed>, StoreError>;
}
