//! What one commit of a module brought.

use serde::{Deserialize, Serialize};

use crate::id::{CourseId, ItemId};
use crate::scorm::{CmiElements, CmiStandard, Exit, Timespan};
use crate::time::Instant;

/// One commit of run-time data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CmiCommit {
    /// The item.
    pub item: ItemId,
    /// The course it belongs to.
    pub course: CourseId,
    /// The version of the course.
    pub version: u32,
    /// The attempt, counted from 1 for each item and version.
    pub attempt: u32,
    /// The data model that the module speaks.
    pub standard: CmiStandard,
    /// When the session began; tells it from the other sessions of the attempt.
    pub session_began_at: Instant,
    /// How long the session has lasted by now.
    #[serde(default)]
    pub session_time: Timespan,
    /// How the module was left, or is to be.
    #[serde(default)]
    pub exit: Exit,
    /// Whether the module has ended the session.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_over: bool,
    /// Whether it arrived after access had ended.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_late: bool,
    /// The elements it brought; personal, so kept beside the log.
    #[serde(skip)]
    pub elements: Option<CmiElements>,
}
