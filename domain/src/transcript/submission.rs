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
    /// When it was begun, where that is known.
    pub started_at: Option<Instant>,
    /// The edition of the quiz that it was marked by.
    pub edition: Option<u32>,
    /// Whether it was taken after access had ended, within the grace period.
    pub is_in_grace: bool,
    /// When and by whom it was handed in.
    pub stamp: Stamp,
    /// When and by whom it was taken out again, if it was (TRN-11).
    pub removed: Option<Stamp>,
}

impl Submission {
    /// Whether it uses up an attempt: it was not taken out, and somebody handed it in (TRN-12, X-17).
    pub fn uses_attempt(&self) -> bool {
        self.removed.is_none() && !self.is_synthetic
    }
}
