//! Handing in an attempt at a quiz.

use rollbook_domain::catalogue::quiz::Answers;
use rollbook_domain::id::SubmissionId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::attempt::{AttemptRefused, SubmitAttempt, submit_attempt as decide};
use rollbook_domain::transcript::{Submission, TranscriptEvent};

use super::item_work::ItemWork;
use crate::{Desk, Failure};

/// An attempt as it is handed in.
#[derive(Debug, Clone)]
pub struct AttemptHandedIn {
    /// What was chosen.
    pub answers: Answers,
    /// When it began; now without it.
    pub started_at: Option<Instant>,
}

/// Takes and marks an attempt; gives it as it was written.
///
/// # Errors
/// What [`submit_attempt`](decide) refuses: another item than a quiz with questions (TRN-13, TRN-08), answers that do not
/// fit (TRN-10), no attempt left (TRN-12), access and its grace period over (Q-45, Q-46, ENR-09, ACC-01, ENR-14, CUS-21).
/// [`Failure::Missing`] for an item or a customer that does not exist.
pub async fn submit_attempt(
    desk: &Desk<'_>,
    customer: &CustomerKey,
    item: &str,
    command: AttemptHandedIn,
) -> Result<Submission, Failure> {
    let submission = SubmissionId::next(desk.ids);
    let grace_minutes = desk.tenant().await?.settings.quiz_grace_minutes;
    let mut tries = desk.tries();
    loop {
        let work = ItemWork::load(desk, customer, item).await?;
        let quiz = desk.store.find_quiz(work.item.id).await?;
        let now = desk.now();
        let attempt = SubmitAttempt {
            submission,
            answers: command.answers.clone(),
            started_at: command.started_at.unwrap_or(now),
            grace_minutes,
            status: work.status_at(now),
        };
        let events = decide(&work.facts(), &work.item, quiz.as_ref(), attempt, now)?;
        let written = written(&work, &events, now, desk);
        if tries.commit(work.commit(desk, now, events, None)).await? {
            return written.ok_or_else(|| AttemptRefused::NoSubmission(submission).into());
        }
    }
}

/// The submission among the events, as it will stand on the transcript.
pub(super) fn written(
    work: &ItemWork,
    events: &[TranscriptEvent],
    now: Instant,
    desk: &Desk<'_>,
) -> Option<Submission> {
    let stamp = rollbook_domain::stamp::Stamp {
        position: work.transcript.revision.next(),
        effective_at: now,
        recorded_at: now,
        actor: desk.actor.name.as_str().into(),
        note: None,
    };
    events.iter().find_map(|event| Submission::from_event(event, &stamp))
}
