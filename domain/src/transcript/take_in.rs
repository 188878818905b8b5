//! A result that comes from elsewhere, such as another system's file.

use super::attempt::{Handed, edition_of, scale, with_work};
use super::{
    ItemResult, ItemStatus, LearnerFacts, OutsideAccess, RecordedBy, Score, TranscriptEvent,
    TranscriptRefused, outside_at, record_item,
};
use crate::access::AccessGrant;
use crate::catalogue::quiz::{ItemQuiz, QuizEdition};
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
    /// It waits for a score, and the item is complete without it.
    Complete,
}

/// Takes a result in: completed with its score, or handed in and waiting for one. What lies outside the learner's access is
/// kept and marked.
///
/// Of a quiz every row is an attempt, and the best of those that stand counts, as it does for those handed in here: with
/// questions the score passes or fails it by the pass mark, and what was passed is not undone by a worse attempt (TRN-14).
/// A score for an attempt that has none, or another one, takes its place. Of any other item what was handed in last
/// counts, but work without a score undoes no completion.
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
    let TakeIn { item, submitted_at, .. } = command;
    if submitted_at > now {
        return Err(TranscriptRefused::NotYet { at: submitted_at });
    }
    let outside = outside_at(facts.transcript.customer, facts.grants, facts.enrollment, submitted_at)?;
    let first = facts.grants.iter().map(AccessGrant::granted_at).min();
    let version = facts.version_at(submitted_at.max(first.unwrap_or(submitted_at)));
    if !item.is_in(version) {
        return Err(TranscriptRefused::NotInVersion { item: item.id, version });
    }
    Ok(match item.terms.kind {
        ItemKind::Quiz => attempt(facts, command, version, outside, ids),
        _ => result(facts, command, version, outside),
    })
}

fn attempt(
    facts: &LearnerFacts<'_>,
    command: TakeIn<'_>,
    version: u32,
    outside: Option<OutsideAccess>,
    ids: &dyn IdSource,
) -> TakenIn {
    let TakeIn { item, quiz, submitted_at, score } = command;
    let points = |score: Option<Score>| score.map(|score| score.points());
    let mut replaces = None;
    for held in facts.transcript.submissions_of(item.id, version) {
        if held.is_synthetic || held.submitted_at != submitted_at {
            continue;
        }
        if score.is_none() || points(held.score) == points(score) {
            return TakenIn::Known;
        }
        replaces = Some(held.id);
    }
    let edition = edition_of(item, quiz, version, submitted_at).ok();
    let is_enough = |(score, edition): (Score, &QuizEdition)| {
        edition.quiz.is_enough(score.points(), scale(item, edition))
    };
    let event = TranscriptEvent::AttemptSubmitted {
        submission: SubmissionId::next(ids),
        item: item.id,
        course: facts.course.id,
        version,
        submitted_at,
        score,
        is_passed: score.zip(edition).map(is_enough),
        is_synthetic: false,
        started_at: None,
        edition: None,
        is_in_grace: false,
        answers: None,
    };
    TakenIn::Recorded(with_work(facts, item, version, Handed { event, replaces, outside, at: submitted_at }))
}

fn result(
    facts: &LearnerFacts<'_>,
    command: TakeIn<'_>,
    version: u32,
    outside: Option<OutsideAccess>,
) -> TakenIn {
    let TakeIn { item, submitted_at, score, .. } = command;
    let transcript = facts.transcript;
    if let Some(known) = transcript.item(item.id, version).map(|record| record.result) {
        let handed_in_at = known.submitted_at.or(known.completed_at);
        if handed_in_at > Some(submitted_at) {
            return TakenIn::Outdated;
        }
        let is_same = known.score == score || score.is_none();
        if known.submitted_at == Some(submitted_at) && is_same {
            return TakenIn::Known;
        }
        if score.is_none() && known.status.is_complete() {
            return TakenIn::Complete;
        }
    }
    let result = ItemResult {
        status: if score.is_some() { ItemStatus::Completed } else { ItemStatus::Submitted },
        score,
        progress: None,
        completed_at: score.map(|_| submitted_at),
        submitted_at: Some(submitted_at),
        by: RecordedBy::Import,
        outside,
    };
    let events = record_item(transcript, facts.course, version, item.id, result, submitted_at);
    if events.is_empty() { TakenIn::Known } else { TakenIn::Recorded(events) }
}
