//! Reading the log.

use async_trait::async_trait;

use super::{Page, PageRequest, ReadResult};
use crate::commit::Recorded;
use crate::event::StreamId;

/// Which part of the log is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ActivityQuery {
    /// Only of this stream.
    pub stream: Option<StreamId>,
    /// Newest first instead of oldest first.
    pub is_newest_first: bool,
}

/// Reads the log.
#[async_trait]
pub trait ActivityReader: Send + Sync {
    /// Recorded events in order of sequence.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn activity(&self, query: &ActivityQuery, page: &PageRequest) -> ReadResult<Page<Recorded>>;
}
