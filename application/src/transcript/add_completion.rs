//! Adding a completion to a quiz by hand.

use rollbook_domain::id::SubmissionId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::attempt::{AddCompletion, AttemptRefused, add_completion as decide};
use rollbook_domain::transcript::{ItemStatus, Score, Submission, TranscriptRefused};

use super::item_work::ItemWork;
use super::submit_attempt::written;
use crate::{Desk, Failure};

/// A completion as an administrator adds it.
#[derive(Debug, Clone)]
pub struct CompletionAdded {
    /// Passed or failed.
    pub status: ItemStatus,
    /// When it is said to be handed in; now without it.
    pub submitted_at: Option<Instant>,
    /// The score as typed; without it the best there is for passed, and none for failed.
    pub score: Option<String>,
    /// Why, for the activity log.
    pub reason: Option<Note>,
}

/// Adds a completion; gives the submission that it became.
///
/// # Errors
/// What [`add_completion`](decide) refuses (TRN-05, TRN-08, TRN-13, Q-55, ACC-01, ENR-14), a score that is none of the
/// item's scale (TRN-16), and [`Failure::Missing`] for an item or a customer that does not exist.
pub async fn add_completion(
    desk: &Desk<'_>,
    customer: &CustomerKey,
    item: &str,
    command: CompletionAdded,
) -> Result<Submission, Failure> {
    let submission = SubmissionId::next(desk.ids);
    let mut tries = desk.tries();
    loop {
        let work = ItemWork::load(desk, customer, item).await?;
        work.must_not_be_erased()?;
        let quiz = desk.store.find_quiz(work.item.id).await?;
        let now = desk.now();
        let maximum = work.item.terms.maximum_score.or_else(|| {
            let edition = quiz.as_ref()?.for_version(work.facts().version_at(now))?;
            Some(edition.quiz.points().into())
        });
        let score = command.score.as_ref().map(|typed| Score::read(typed, maximum)).transpose();
        let completion = AddCompletion {
            submission,
            status: command.status,
            submitted_at: command.submitted_at,
            score: score.map_err(TranscriptRefused::from)?,
        };
        let events = decide(&work.facts(), &work.item, quiz.as_ref(), completion, now)?;
        let written = written(&work, &events, now, desk);
        if tries.commit(work.commit(desk, now, events, command.reason.as_ref())).await? {
            return written.ok_or_else(|| AttemptRefused::NoSubmission(submission).into());
        }
    }
}
