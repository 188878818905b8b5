//! What attempts at a module come to.

use super::CmiAttempt;
use crate::catalogue::Decimal;
use crate::scorm::{CmiStandard, Completion, Success, score_of, status_of};
use crate::time::Instant;
use crate::transcript::{ItemResult, ItemStatus, OutsideAccess, RecordedBy, Score};

/// What attempts at a module come to on the record of its item: the best of their statuses and scores, and the progress of
/// the last one (TRN-04); attempts that were let go say nothing.
///
/// `completed_at`, `submitted_at` and `outside` are left open; only the entry knows them.
pub fn cmi_work<'a>(attempts: impl Iterator<Item = &'a CmiAttempt>, maximum: Option<Decimal>) -> ItemResult {
    let mut result = ItemResult::not_attempted(RecordedBy::Learner);
    for attempt in attempts.filter(|attempt| !attempt.is_let_go()) {
        let status = item_status(attempt);
        if rank(status) >= rank(result.status) {
            result.status = status;
        }
        let score = item_score(attempt, maximum);
        if points(score) >= points(result.score) {
            result.score = score.or(result.score);
        }
        result.progress = progress(attempt);
    }
    result
}

/// The same with what a module had come to before it was entered anew: what it says while it is gone through once more
/// takes nothing away (TRN-14).
pub(super) fn at_least(work: ItemResult, held: &ItemResult) -> ItemResult {
    let status = if rank(held.status) > rank(work.status) { held.status } else { work.status };
    let score = if points(held.score) > points(work.score) { held.score } else { work.score };
    ItemResult { status, score, ..work }
}

/// The same with what attempts had come to that were let go since: the record is all that is left of them.
pub(super) fn on_top_of(work: ItemResult, held: &ItemResult) -> ItemResult {
    ItemResult { progress: work.progress.or(held.progress), ..at_least(work, held) }
}

/// The status of one attempt as a transcript has it: begun and not gone through is in progress, whatever the score says;
/// what was gone through, or of which no more is known, is as good as it was mastered.
fn item_status(attempt: &CmiAttempt) -> ItemStatus {
    let status = status_of(attempt.standard, &attempt.elements, attempt.has_ended());
    match (status.completion, status.success) {
        (Completion::NotAttempted, _) => ItemStatus::NotAttempted,
        (Completion::Incomplete, _) | (Completion::Unknown, Success::Unknown) => ItemStatus::InProgress,
        (_, Success::Passed) => ItemStatus::Passed,
        (_, Success::Failed) => ItemStatus::Failed,
        (Completion::Completed, Success::Unknown) => ItemStatus::Completed,
    }
}

const fn rank(status: ItemStatus) -> u8 {
    match status {
        ItemStatus::NotAttempted => 0,
        ItemStatus::InProgress => 1,
        ItemStatus::Submitted => 2,
        ItemStatus::Failed => 3,
        ItemStatus::Completed => 4,
        ItemStatus::Passed => 5,
    }
}

fn points(score: Option<Score>) -> Option<Decimal> {
    score.map(|score| score.points())
}

/// The score on the item's own scale; a module whose item states no maximum is on a scale of 100, or of its own.
fn item_score(attempt: &CmiAttempt, maximum: Option<Decimal>) -> Option<Score> {
    let sent = score_of(attempt.standard, &attempt.elements);
    let scale = match maximum {
        Some(maximum) => maximum,
        None if attempt.standard == CmiStandard::Scorm2004 && sent.scaled.is_none() => {
            sent.max.filter(|max| *max > Decimal::ZERO).unwrap_or(Decimal::ONE_HUNDRED)
        }
        None => Decimal::ONE_HUNDRED,
    };
    Score::parse(sent.on_scale(attempt.standard, scale)?, Some(scale)).ok()
}

/// The progress measure in percent, which SCORM 2004 alone has.
fn progress(attempt: &CmiAttempt) -> Option<u8> {
    let measure = attempt.elements.get("cmi.progress_measure")?;
    let percent = measure.parse::<Decimal>().ok()?.checked_mul(Decimal::ONE_HUNDRED)?.trunc();
    u8::try_from(percent).ok().filter(|percent| *percent <= 100)
}

/// The result as an entry made now, by a commit that lay so to the learner's access: what was over before keeps the instant
/// at which it was, and a status reached in time is not late because more of its session arrives after the end.
pub(super) fn dated(
    result: ItemResult,
    current: Option<&ItemResult>,
    outside: Option<OutsideAccess>,
    now: Instant,
) -> ItemResult {
    let kept = current.filter(|current| current.status == result.status);
    let completed_at =
        result.status.is_over().then(|| kept.and_then(|kept| kept.completed_at).unwrap_or(now));
    let outside = kept.map_or(outside, |kept| kept.outside);
    ItemResult { completed_at, submitted_at: Some(now), outside, ..result }
}

/// What stands on record, with the mark that a session began now; work that changes nothing is work all the same.
pub(super) fn gone_on_with(current: Option<&ItemResult>, now: Instant) -> ItemResult {
    let held = current.copied().unwrap_or(ItemResult::not_attempted(RecordedBy::Learner));
    ItemResult { submitted_at: Some(now), ..held }
}
