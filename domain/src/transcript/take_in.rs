//! A result that comes from elsewhere, such as another system's file.

use super::attempt::{edition_of, scale};
use super::{
    ItemResult, ItemStatus, LearnerFacts, RecordedBy, Score, TranscriptEvent, TranscriptRefused, outside_at,
    record_item,
};
use crate::access::AccessGrant;
use crate::catalogue::quiz::ItemQuiz;
use crate::catalogue::{ContentItem, ItemKind};
use crate::id::{IdSource, SubmissionId};
use crate::time::Instant;

/// Work that was handed in elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct TakeIn<'a> {
    /// The item.
    pub item: &'a ContentItem,
    /// What it asks, where it is a quiz with questions.
    pub quiz: Option<&'a ItemQuiz>,
    /// When it was handed in.
    pub submitted_at: Instant,
    /// The score; none while it waits for one.
    pub score: Option<Score>,
}

/// What becomes of work that was handed in elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TakenIn {
    /// It goes on record.
    Recorded(Vec<TranscriptEvent>),
    /// It is on record already.
    Known,
    /// What is on record is newer.
    Outdated,
}

/// Takes a result in: completed with its score, or handed in and waiting for one; a quiz with questions is passed or
/// failed by the pass mark of the learner's edition, and one that was passed stays so (TRN-14). What lies outside the
/// learner's access is kept and marked; an attempt at a quiz counts as one.
///
/// # Errors
/// [`TranscriptRefused::NeverGranted`] (ACC-01), [`TranscriptRefused::NotInVersion`] (ENR-14),
/// [`TranscriptRefused::NotYet`] (TRN-05).
pub fn take_in(
    facts: &LearnerFacts<'_>,
    command: TakeIn<'_>,
    now: Instant,
    ids: &dyn IdSource,
) -> Result<TakenIn, TranscriptRefused> {
    let TakeIn { item, quiz, submitted_at, score } = command;
    let transcript = facts.transcript;
    if submitted_at > now {
        return Err(TranscriptRefused::NotYet { at: submitted_at });
    }
    let outside = outside_at(transcript.customer, facts.grants, facts.enrollment, submitted_at)?;
    let first = facts.grants.iter().map(AccessGrant::granted_at).min();
    let version = facts.version_at(submitted_at.max(first.unwrap_or(submitted_at)));
    if !item.is_in(version) {
        return Err(TranscriptRefused::NotInVersion { item: item.id, version });
    }
    let known = transcript.item(item.id, version).map(|record| record.result);
    if let Some(known) = known {
        let handed_in_at = known.submitted_at.or(known.completed_at);
        if handed_in_at > Some(submitted_at) {
            return Ok(TakenIn::Outdated);
        }
        let is_same = known.score == score || score.is_none();
        if known.submitted_at == Some(submitted_at) && is_same {
            return Ok(TakenIn::Known);
        }
    }
    let edition = edition_of(item, quiz, version, submitted_at).ok();
    let is_passed = score
        .zip(edition)
        .map(|(score, edition)| edition.quiz.is_enough(score.points(), scale(item, edition)));
    let status = match (score, is_passed) {
        (None, _) => ItemStatus::Submitted,
        (Some(_), None) => ItemStatus::Completed,
        (Some(_), Some(true)) => ItemStatus::Passed,
        (Some(_), Some(false)) => ItemStatus::Failed,
    };
    let result = ItemResult {
        status,
        score,
        progress: None,
        completed_at: score.map(|_| submitted_at),
        submitted_at: Some(submitted_at),
        by: RecordedBy::Import,
        outside,
    };
    let is_attempt = item.terms.kind == ItemKind::Quiz
        && !transcript.submissions_of(item.id, version).any(|held| held.submitted_at == submitted_at);
    let attempt = is_attempt.then(|| TranscriptEvent::AttemptSubmitted {
        submission: SubmissionId::next(ids),
        item: item.id,
        course: facts.course.id,
        version,
        submitted_at,
        score,
        is_passed,
        is_synthetic: false,
        started_at: None,
        edition: None,
        is_in_grace: false,
        answers: None,
    });
    let mut events: Vec<TranscriptEvent> = attempt.into_iter().collect();
    let was_passed = known.is_some_and(|known| known.status == ItemStatus::Passed);
    if !(was_passed && is_passed == Some(false)) {
        events.extend(record_item(transcript, facts.course, version, item.id, result, submitted_at));
    }
    Ok(if events.is_empty() { TakenIn::Known } else { TakenIn::Recorded(events) })
}
