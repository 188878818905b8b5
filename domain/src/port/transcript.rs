//! Reading transcripts.

use std::ops::RangeInclusive;

use async_trait::async_trait;

use super::{Page, PageRequest, ReadResult};
use crate::catalogue::quiz::Answers;
use crate::id::{CourseId, CustomerId, ItemId, SubmissionId};
use crate::personal::Personal;
use crate::stamp::Revision;
use crate::transcript::Transcript;
use crate::transcript::cmi::CmiData;

/// Whose transcripts are wanted; every field that is set narrows the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TranscriptQuery {
    /// Only of those with an entry about this course or one of its items.
    pub course: Option<CourseId>,
    /// Only of these customers; `Some` of nothing is nobody, never everybody.
    pub customers: Option<Vec<CustomerId>>,
}

/// Which answers are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswersQuery {
    /// To this quiz.
    pub item: ItemId,
    /// Only of this customer.
    pub customer: Option<CustomerId>,
}

/// A submission with what was chosen in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswersRow {
    /// Whose it is.
    pub customer: CustomerId,
    /// The submission.
    pub submission: SubmissionId,
    /// The edition of the quiz that was answered.
    pub edition: Option<u32>,
    /// Whether an administrator's mark made it.
    pub is_synthetic: bool,
    /// Whether it was taken out.
    pub is_removed: bool,
    /// What was chosen.
    pub answers: Personal<Answers>,
}

/// Reads transcripts.
#[async_trait]
pub trait TranscriptReader: Send + Sync {
    /// The whole transcript of one customer; `None` while nothing is on record.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn find_transcript(&self, customer: CustomerId) -> ReadResult<Option<Transcript>>;

    /// What was written at some places of one customer's transcript, as [`Transcript::part`] of the whole; `None` while
    /// nothing is on record.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn transcript_part(
        &self,
        customer: CustomerId,
        places: RangeInclusive<Revision>,
    ) -> ReadResult<Option<Transcript>>;

    /// Transcripts in order of customer id, each whole whatever the list was narrowed by; sets of any size.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn transcripts(&self, query: &TranscriptQuery, page: &PageRequest) -> ReadResult<Page<Transcript>>;

    /// Everything that a SCORM module sent of a customer; `None` while that is nothing.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn find_cmi(&self, customer: CustomerId, item: ItemId) -> ReadResult<Option<CmiData>>;

    /// Submissions of which the answers are known, in order of their ids.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn answers(&self, query: &AnswersQuery, page: &PageRequest) -> ReadResult<Page<AnswersRow>>;
}
