//! Sign-ins.

use async_trait::async_trait;

use super::{Page, PageRequest, ReadResult};
use crate::id::CustomerId;
use crate::login::Login;
use crate::time::Instant;

/// Which sign-ins are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LoginQuery {
    /// Only one customer's; those of all come customer by customer, in the order of their ids.
    pub customer: Option<CustomerId>,
    /// Only those at this instant and later.
    pub from: Option<Instant>,
    /// The newest first instead of the oldest; for one customer only.
    pub is_newest_first: bool,
}

/// Writes and reads sign-ins. They are no events: many, personal, and removed by an erasure.
#[async_trait]
pub trait Logins: Send + Sync {
    /// Writes sign-ins, all of them or none, and says how many were new. One that is there already by its customer, instant
    /// and id is left as it is; one of a customer who does not exist or was erased is left out.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn record_logins(&self, logins: &[Login]) -> ReadResult<usize>;

    /// Sign-ins in order of customer, instant and id.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn logins(&self, query: &LoginQuery, page: &PageRequest) -> ReadResult<Page<Login>>;
}
