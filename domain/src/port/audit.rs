//! Reading the log to verify it.

use async_trait::async_trait;

use super::ReadResult;
use crate::audit::{LogEntry, LogHead};

/// Shows the log as it is stored, so that it can be verified.
#[async_trait]
pub trait AuditReader: Send + Sync {
    /// The end of the log, with the value that is stored with the last event.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn log_head(&self) -> ReadResult<LogHead>;

    /// At most `most` events whose numbers are greater than `after`, in order of their numbers; none at the end. What they
    /// say is not understood, so that a damaged one is shown as well.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn log_entries(&self, after: u64, most: usize) -> ReadResult<Vec<LogEntry>>;
}
