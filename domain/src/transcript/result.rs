//! What is on record of a learner's work on an item.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{ItemStatus, Score};
use crate::id::{CourseId, ItemId};
use crate::stamp::Stamp;
use crate::time::Instant;

/// Who brought a result about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordedBy {
    /// The learner's own work.
    Learner,
    /// An administrator (TRN-05).
    Administrator,
    /// A file.
    Import,
}

impl fmt::Display for RecordedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Learner => "learner",
            Self::Administrator => "administrator",
            Self::Import => "import",
        })
    }
}

/// Work that was handed in while the course was not open to the learner; the mark stays whatever becomes of the access.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutsideAccess {
    /// Before access began.
    Early,
    /// After access had ended.
    Late,
    /// After the learner was taken out of the course.
    Unenrolled,
}

impl fmt::Display for OutsideAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Early => "early",
            Self::Late => "late",
            Self::Unenrolled => "unenrolled",
        })
    }
}

/// Everything that one entry says of a learner's work on an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemResult {
    /// How far they have got.
    pub status: ItemStatus,
    /// The score, once there is one (TRN-04).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
    /// How much of it is done, in percent, where the item tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<u8>,
    /// When it was completed, passed or failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<Instant>,
    /// When it was handed in last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<Instant>,
    /// Who brought it about.
    pub by: RecordedBy,
    /// Whether the course was not open then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outside: Option<OutsideAccess>,
}

impl ItemResult {
    /// Nothing done yet.
    pub const fn not_attempted(by: RecordedBy) -> Self {
        Self {
            status: ItemStatus::NotAttempted,
            score: None,
            progress: None,
            completed_at: None,
            submitted_at: None,
            by,
            outside: None,
        }
    }

    /// How much of the item is done, in percent: what the item tells, else what follows from its status.
    pub fn percent(&self) -> u8 {
        match self.progress {
            _ if self.status.is_complete() => 100,
            Some(percent) => percent.min(100),
            None if self.status.is_over() => 100,
            None => 0,
        }
    }
}

/// One entry about a learner's work on an item of one version of its course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRecord {
    /// The item.
    pub item: ItemId,
    /// The course it belongs to.
    pub course: CourseId,
    /// The version of the course.
    pub version: u32,
    /// What is on record.
    pub result: ItemResult,
    /// When, by whom and why.
    pub stamp: Stamp,
}
