//! Attempts that were handed in.

use super::Score;
use crate::id::{CourseId, ItemId, SubmissionId};
use crate::stamp::Stamp;
use crate::time::Instant;

/// An attempt at an item that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Never changes.
    pub id: SubmissionId,
    /// The item.
    pub item: ItemId,
    /// The course it belongs to.
    pub course: CourseId,
    /// The version of the course.
    pub version: u32,
    /// When it was handed in.
    pub submitted_at: Instant,
    /// The score, once there is one.
    pub score: Option<Score>,
    /// Whether it was good enough, where the item says what is.
    pub is_passed: Option<bool>,
    /// Whether nobody handed it in and an administrator's mark made it.
    pub is_synthetic: bool,
    /// When and by whom it was handed in.
    pub stamp: Stamp,
    /// When and by whom it was taken out again, if it was (TRN-11).
    pub removed: Option<Stamp>,
}
