//! What is on record of a learner and a whole course.

use serde::{Deserialize, Serialize};

use crate::id::CourseId;
use crate::stamp::Stamp;
use crate::time::Instant;

/// What an entry says of a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum CourseChange {
    /// The last required item was completed (TRN-02).
    Completed {
        /// When.
        completed_at: Instant,
    },
    /// A required item is not complete any more (TRN-15).
    Reopened,
    /// Marked complete by hand (TRN-15).
    Waived,
    /// The mark by hand was taken away.
    WaiverLifted,
}

/// One entry about a learner and a version of a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseMark {
    /// The course.
    pub course: CourseId,
    /// Its version.
    pub version: u32,
    /// What it says.
    pub change: CourseChange,
    /// When, by whom and why.
    pub stamp: Stamp,
}

/// How a version of a course stands for a learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CourseStanding {
    /// When the required items were complete, if they are on record as such.
    pub completed_at: Option<Instant>,
    /// Since when it is marked complete by hand, if it is.
    pub waived_at: Option<Instant>,
}

impl CourseStanding {
    /// Whether the course counts as complete, by its items or by hand; it has no score of its own (TRN-03).
    pub const fn is_complete(&self) -> bool {
        self.completed_at.is_some() || self.waived_at.is_some()
    }
}
