//! What the attempts at a quiz come to.

use crate::catalogue::Decimal;
use crate::transcript::{ItemResult, ItemStatus, OutsideAccess, RecordedBy, Score, Submission};

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
        result.by = if submission.is_synthetic { RecordedBy::Administrator } else { RecordedBy::Learner };
        result.outside = submission.is_in_grace.then_some(OutsideAccess::Late);
    }
    result
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
