//! What the attempts at a quiz come to.

use crate::catalogue::Decimal;
use crate::id::ItemId;
use crate::transcript::work::is_same_best;
use crate::transcript::{ItemResult, ItemStatus, OutsideAccess, RecordedBy, Score, Submission, Transcript};

/// What attempts that stand come to on the record of their quiz: that of the best of them, and the first of equals.
pub fn quiz_work<'a>(submissions: impl Iterator<Item = &'a Submission>) -> ItemResult {
    let mut result = ItemResult::not_attempted(RecordedBy::Learner);
    let mut best = None;
    for submission in submissions {
        result.submitted_at = result.submitted_at.max(Some(submission.submitted_at));
        let worth = worth(submission);
        if best.is_some_and(|best| best >= worth) {
            continue;
        }
        best = Some(worth);
        result.status = status(submission);
        result.score = submission.score;
        result.completed_at = result.status.is_over().then_some(submission.submitted_at);
        result.by = handed_in_by(submission);
        result.outside = submission.is_in_grace.then_some(OutsideAccess::Late);
    }
    result
}

/// Who handed it in: an attempt that no edition marked came from a file.
fn handed_in_by(submission: &Submission) -> RecordedBy {
    match (submission.is_synthetic, submission.edition) {
        (true, _) => RecordedBy::Administrator,
        (false, Some(_)) => RecordedBy::Learner,
        (false, None) => RecordedBy::Import,
    }
}

/// How what attempts come to lay to the learner's access, as it was marked when it was put on record.
pub(super) fn marked(
    transcript: &Transcript,
    item: ItemId,
    version: u32,
    work: &ItemResult,
) -> Option<OutsideAccess> {
    let entries = transcript.history(item, version).map(|record| &record.result);
    entries.filter(|entry| is_same_best(entry, work)).last().map_or(work.outside, |entry| entry.outside)
}

fn status(submission: &Submission) -> ItemStatus {
    match (submission.is_passed, submission.score) {
        (Some(true), _) => ItemStatus::Passed,
        (Some(false), _) => ItemStatus::Failed,
        (None, Some(_)) => ItemStatus::Completed,
        (None, None) => ItemStatus::Submitted,
    }
}

/// How good a submission is: passed before anything else, then the share of the points, then the points.
fn worth(submission: &Submission) -> (u8, Decimal, Decimal) {
    let rank = match status(submission) {
        ItemStatus::Passed => 3,
        ItemStatus::Completed => 2,
        ItemStatus::Failed => 1,
        _ => 0,
    };
    let points = submission.score.map_or(Decimal::ZERO, |score| score.points());
    let share = |score: Score| score.points().checked_div(score.maximum()?);
    (rank, submission.score.and_then(share).unwrap_or_default(), points)
}
