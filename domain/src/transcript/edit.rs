//! An administrator's word on an item (TRN-05, TRN-06).

use super::attempt::{Completion, edition_of, scale};
use super::{
    ItemResult, ItemStatus, LearnerFacts, RecordedBy, Score, TranscriptEvent, TranscriptRefused, outside_at,
    record_item,
};
use crate::catalogue::ContentItem;
use crate::catalogue::quiz::ItemQuiz;
use crate::id::{IdSource, SubmissionId};
use crate::refusal::Outcome;
use crate::time::Instant;

/// What to change of what is on record of an item; `None` keeps what is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EditResult {
    /// A new status.
    pub status: Option<ItemStatus>,
    /// When it was completed, passed or failed; without it, an item that was not over yet is so from now on.
    pub completed_at: Option<Instant>,
    /// A new score, or none any more.
    pub score: Option<Option<Score>>,
}

/// Edits what is on record of an item, in the version of the course that the learner takes.
///
/// A quiz with questions that is set to passed gets the submission that a completion added by hand is, with the right
/// answers (TRN-09); without a score on record or a new one it has the best there is. One that is set to something else
/// loses such submissions.
///
/// # Errors
/// [`TranscriptRefused::NeverGranted`] (ACC-01); [`TranscriptRefused::Unenrolled`];
/// [`TranscriptRefused::NotInVersion`] (ENR-14); [`TranscriptRefused::NotYet`], [`TranscriptRefused::NotOver`] and
/// [`TranscriptRefused::NothingToScore`] (TRN-05).
pub fn edit_result(
    facts: &LearnerFacts<'_>,
    item: &ContentItem,
    quiz: Option<&ItemQuiz>,
    command: EditResult,
    now: Instant,
    ids: &dyn IdSource,
) -> Result<(Outcome, Vec<TranscriptEvent>), TranscriptRefused> {
    facts.writable_at(now)?;
    let version = facts.version_at(now);
    if !item.is_in(version) {
        return Err(TranscriptRefused::NotInVersion { item: item.id, version });
    }
    let known = facts.transcript.item(item.id, version).map(|record| record.result);
    let old = known.unwrap_or(ItemResult::not_attempted(RecordedBy::Administrator));
    let mut new = edited(facts, old, command, now)?;
    let mut events = Vec::new();
    if new.status != old.status && new.status != ItemStatus::Passed {
        let standing = facts.transcript.submissions_of(item.id, version);
        let made = standing.filter(|held| held.is_synthetic && held.is_passed == Some(true));
        events.extend(made.map(|held| TranscriptEvent::SubmissionRemoved { submission: held.id }));
    } else if new.status != old.status
        && let Ok(edition) = edition_of(item, quiz, version, now)
    {
        if command.score.is_none() && new.score.is_none() {
            let maximum = scale(item, edition);
            new.score = Some(Score::parse(maximum, Some(maximum))?);
        }
        let completion = Completion { item, version, edition, is_passed: true };
        let submitted_at = new.completed_at.unwrap_or(now);
        events.push(completion.submitted(SubmissionId::next(ids), submitted_at, new.score));
    }
    let record = |result| record_item(facts.transcript, facts.course, version, item.id, result, now);
    events.extend(match (ItemResult { by: old.by, ..new }) == old {
        true if known.is_none() => Vec::new(),
        true => record(old),
        false => record(new),
    });
    let outcome = if events.is_empty() { Outcome::Unchanged } else { Outcome::Applied };
    Ok((outcome, events))
}

fn edited(
    facts: &LearnerFacts<'_>,
    old: ItemResult,
    command: EditResult,
    now: Instant,
) -> Result<ItemResult, TranscriptRefused> {
    let EditResult { status, completed_at, score } = command;
    let status = status.unwrap_or(old.status);
    if let Some(at) = completed_at.filter(|at| *at > now) {
        return Err(TranscriptRefused::NotYet { at });
    }
    if completed_at.is_some() && !status.is_over() {
        return Err(TranscriptRefused::NotOver(status));
    }
    let by = RecordedBy::Administrator;
    if status == ItemStatus::NotAttempted {
        if score.flatten().is_some() {
            return Err(TranscriptRefused::NothingToScore);
        }
        return Ok(ItemResult::not_attempted(by));
    }
    let kept = old.completed_at.filter(|_| old.status.is_over());
    let completed_at = status.is_over().then(|| completed_at.or(kept).unwrap_or(now));
    let outside = match completed_at {
        Some(at) if Some(at) != old.completed_at => {
            outside_at(facts.transcript.customer, facts.grants, facts.enrollment, at)?
        }
        _ => old.outside,
    };
    let score = score.unwrap_or(old.score);
    Ok(ItemResult { status, score, completed_at, by, outside, ..old })
}
