//! Counting what is kept for a period.

use async_trait::async_trait;

use super::{Page, PageRequest, ReadResult};
use crate::id::CustomerId;
use crate::privacy::retention::RetainedCounts;
use crate::settings::{Retained, RetainedRows};
use crate::time::Instant;

/// A customer who is Inactive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InactiveCustomer {
    /// Who.
    pub customer: CustomerId,
    /// Since when, by the status written last.
    pub since: Instant,
}

/// Counts what is kept for a period, and finds where to cut; what goes, goes with
/// [`RetentionApplied`](crate::settings::TenantEvent::RetentionApplied).
///
/// Of mails only those count that have ended and still say something, of answers those that are there, of what modules
/// sent the attempts of which anything is there, and of customers those who are Inactive by the status written last and were
/// not erased.
#[async_trait]
pub trait Retention: Send + Sync {
    /// Counts the rows before the first of the bounds, between each two, and from the last on. The bounds are in order, and
    /// there may be none.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn count_retained(&self, retained: Retained, bounds: &[Instant]) -> ReadResult<RetainedCounts>;

    /// The instant of the oldest row that comes after so many older ones, if it lies before the given one: what lies before it
    /// is at most so many rows.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn find_retained(
        &self,
        retained: RetainedRows,
        before: Instant,
        after: u32,
    ) -> ReadResult<Option<Instant>>;

    /// The customers who are Inactive since before an instant, in order of that and of their ids.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn inactive_customers(
        &self,
        before: Instant,
        page: &PageRequest,
    ) -> ReadResult<Page<InactiveCustomer>>;
}
