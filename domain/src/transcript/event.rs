//! What can happen to a transcript.

use serde::{Deserialize, Serialize};

use super::cmi::CmiCommit;
use super::{CourseChange, ItemResult, Score};
use crate::catalogue::quiz::Answers;
use crate::id::{CourseId, ItemId, SubmissionId};
use crate::personal::Personal;
use crate::time::Instant;

/// A fact about what a learner did, or is said to have done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TranscriptEvent {
    /// What is on record of an item was set anew.
    ItemRecorded {
        /// The item.
        item: ItemId,
        /// The course it belongs to.
        course: CourseId,
        /// The version of the course.
        version: u32,
        /// What is on record from now on.
        result: ItemResult,
    },
    /// The last required item of a course was completed.
    CourseCompleted {
        /// The course.
        course: CourseId,
        /// Its version.
        version: u32,
        /// When.
        completed_at: Instant,
    },
    /// A required item of a completed course is not complete any more.
    CourseReopened {
        /// The course.
        course: CourseId,
        /// Its version.
        version: u32,
    },
    /// The course was marked complete by hand.
    CourseWaived {
        /// The course.
        course: CourseId,
        /// Its version.
        version: u32,
    },
    /// The mark by hand was taken away.
    CourseWaiverLifted {
        /// The course.
        course: CourseId,
        /// Its version.
        version: u32,
    },
    /// An attempt was handed in.
    AttemptSubmitted {
        /// Its id.
        submission: SubmissionId,
        /// The item.
        item: ItemId,
        /// The course it belongs to.
        course: CourseId,
        /// The version of the course.
        version: u32,
        /// When it was handed in.
        submitted_at: Instant,
        /// The score, once there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        score: Option<Score>,
        /// Whether it was good enough, where the item says what is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        is_passed: Option<bool>,
        /// Whether nobody handed it in and an administrator's mark made it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_synthetic: bool,
        /// When it was begun, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        started_at: Option<Instant>,
        /// The edition of the quiz that it was marked by.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        edition: Option<u32>,
        /// Whether it was taken after access had ended, within the grace period.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_in_grace: bool,
        /// What was chosen; personal, so kept beside the log.
        #[serde(skip)]
        answers: Option<Box<Personal<Answers>>>,
    },
    /// A SCORM module sent run-time data.
    CmiCommitted(Box<CmiCommit>),
    /// Everything that a module sent was cleared (TRN-07).
    CmiCleared {
        /// The item.
        item: ItemId,
    },
    /// A submission was taken out, which gives the attempt back (TRN-12).
    SubmissionRemoved {
        /// Which one.
        submission: SubmissionId,
    },
}

impl TranscriptEvent {
    /// The version of the course that it is about, where it says one.
    pub fn version(&self) -> Option<u32> {
        match self {
            Self::ItemRecorded { version, .. } | Self::AttemptSubmitted { version, .. } => Some(*version),
            Self::CmiCommitted(commit) => Some(commit.version),
            Self::CmiCleared { .. } | Self::SubmissionRemoved { .. } => None,
            course => course.course_change().map(|(_, version, _)| version),
        }
    }

    /// When it is true from, written down with something that is true from `at`: a course is complete once the last of its
    /// items is, and nothing is true from a time to come.
    pub fn effective_at(&self, at: Instant, now: Instant) -> Instant {
        match self {
            Self::CourseCompleted { completed_at, .. } => at.max((*completed_at).min(now)),
            _ => at,
        }
    }

    /// What it says of a whole course, with the course and its version, if it is about one.
    pub fn course_change(&self) -> Option<(CourseId, u32, CourseChange)> {
        Some(match self {
            Self::CourseCompleted { course, version, completed_at } => {
                (*course, *version, CourseChange::Completed { completed_at: *completed_at })
            }
            Self::CourseReopened { course, version } => (*course, *version, CourseChange::Reopened),
            Self::CourseWaived { course, version } => (*course, *version, CourseChange::Waived),
            Self::CourseWaiverLifted { course, version } => (*course, *version, CourseChange::WaiverLifted),
            _ => return None,
        })
    }
}
