//! Reading transcripts.

use async_trait::async_trait;

use super::{Page, PageRequest, ReadResult};
use crate::id::{CourseId, CustomerId};
use crate::transcript::Transcript;

/// Whose transcripts are wanted; every field that is set narrows the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TranscriptQuery {
    /// Only of those with an entry about this course or one of its items.
    pub course: Option<CourseId>,
    /// Only of these customers; `Some` of nothing is nobody, never everybody.
    pub customers: Option<Vec<CustomerId>>,
}

/// Reads transcripts.
#[async_trait]
pub trait TranscriptReader: Send + Sync {
    /// The whole transcript of one customer; `None` while nothing is on record.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn find_transcript(&self, customer: CustomerId) -> ReadResult<Option<Transcript>>;

    /// Transcripts in order of customer id, each whole whatever the list was narrowed by; sets of any size.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn transcripts(&self, query: &TranscriptQuery, page: &PageRequest) -> ReadResult<Page<Transcript>>;
}
