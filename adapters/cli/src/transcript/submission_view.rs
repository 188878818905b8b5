//! A submission as printed.

use rollbook_domain::id::SubmissionId;
use rollbook_domain::time::{Instant, in_words};
use rollbook_domain::transcript::Submission;
use serde::Serialize;

use crate::Column;
use crate::page::yes_no;

#[derive(Serialize)]
pub(super) struct View {
    pub(super) id: SubmissionId,
    pub(super) item: String,
    pub(super) version: u32,
    pub(super) edition: Option<u32>,
    pub(super) started_at: Option<Instant>,
    pub(super) submitted_at: Instant,
    /// A decimal number in a text.
    pub(super) score: Option<String>,
    /// A decimal number in a text.
    pub(super) maximum_score: Option<String>,
    pub(super) is_passed: Option<bool>,
    pub(super) is_in_grace: bool,
    /// Whether nobody handed it in.
    pub(super) is_synthetic: bool,
    /// Who wrote it.
    pub(super) by: String,
    pub(super) removed_at: Option<Instant>,
    pub(super) removed_by: Option<String>,
}

pub(super) const COLUMNS: &[Column<View>] = &[
    Column::new("id", "SUBMISSION", |view, _| view.id.to_string()),
    Column::data("item"),
    Column::data("version"),
    Column::data("edition"),
    Column::data("started_at"),
    Column::new("submitted_at", "HANDED IN", |view, zone| in_words(view.submitted_at, zone)),
    Column::new("score", "SCORE", |view, _| match (&view.score, &view.maximum_score) {
        (Some(score), Some(best)) => format!("{score} of {best}"),
        (Some(score), None) => score.clone(),
        _ => "-".to_owned(),
    }),
    Column::data("maximum_score"),
    Column::new("is_passed", "PASSED", |view, _| view.is_passed.map_or_else(|| "-".to_owned(), yes_no)),
    Column::data("is_in_grace"),
    Column::new("is_synthetic", "MADE BY HAND", |view, _| {
        if view.is_synthetic { format!("by {}", view.by) } else { "no".to_owned() }
    }),
    Column::data("by"),
    Column::new("removed_at", "REMOVED", |view, zone| {
        view.removed_at.map_or_else(|| "no".to_owned(), |at| in_words(at, zone))
    }),
    Column::data("removed_by"),
];

/// A submission to an item of that code.
pub(super) fn view(submission: &Submission, item: &str) -> View {
    let maximum = submission.score.and_then(|score| score.maximum());
    View {
        id: submission.id,
        item: item.to_owned(),
        version: submission.version,
        edition: submission.edition,
        started_at: submission.started_at,
        submitted_at: submission.submitted_at,
        score: submission.score.map(|score| score.to_string()),
        maximum_score: maximum.map(|maximum| maximum.to_string()),
        is_passed: submission.is_passed,
        is_in_grace: submission.is_in_grace,
        is_synthetic: submission.is_synthetic,
        by: submission.stamp.actor.to_string(),
        removed_at: submission.removed.as_ref().map(|stamp| stamp.effective_at),
        removed_by: submission.removed.as_ref().map(|stamp| stamp.actor.to_string()),
    }
}
