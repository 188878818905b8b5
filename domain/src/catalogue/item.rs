//! Content items: the parts of a course.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::id::{CourseId, ItemId};
use crate::text::{Code, Title, shown};

/// What kind of content an item is (TRN-13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// A SCORM module.
    Scorm,
    /// A quiz.
    Quiz,
    /// An event attended in person.
    Event,
    /// A file to read or download.
    File,
    /// Work handed in and marked.
    Assignment,
}

impl fmt::Display for ItemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Scorm => "scorm",
            Self::Quiz => "quiz",
            Self::Event => "event",
            Self::File => "file",
            Self::Assignment => "assignment",
        })
    }
}

/// A word that names no kind of content item.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a kind of content item; give scorm, quiz, event, file or assignment (or TMA, CMA, Exam)"
)]
pub struct UnknownItemKind(String);

impl FromStr for ItemKind {
    type Err = UnknownItemKind;

    /// Reads a kind without regard to case. The Open University's words are known too: a tutor-marked assignment
    /// (`TMA`) is an assignment, a computer-marked one (`CMA`) a quiz, an `Exam` an event.
    fn from_str(value: &str) -> Result<Self, UnknownItemKind> {
        match value.trim().to_lowercase().as_str() {
            "scorm" => Ok(Self::Scorm),
            "quiz" | "cma" => Ok(Self::Quiz),
            "event" | "exam" => Ok(Self::Event),
            "file" => Ok(Self::File),
            "assignment" | "tma" => Ok(Self::Assignment),
            _ => Err(UnknownItemKind(shown(value))),
        }
    }
}

/// What has to be done before an item opens to a learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ItemOpening {
    /// The item of the same course that must be completed first (MAIL-12).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<ItemId>,
    /// Whether it is the course's final assessment, which waits for all other required items (MAIL-09, MAIL-10).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_final_assessment: bool,
}

impl ItemOpening {
    /// Whether it opens with the course.
    pub fn is_at_once(&self) -> bool {
        *self == Self::default()
    }
}

/// Everything about an item that may be edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemTerms {
    /// The title shown.
    pub title: Title,
    /// What kind of content it is.
    pub kind: ItemKind,
    /// Whether the course needs it (TRN-02).
    pub is_required: bool,
    /// Its share in the course's assessment, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Decimal>,
    /// The best score there is, in the item's own scale (TRN-16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum_score: Option<Decimal>,
    /// How many attempts are allowed (TRN-12); `None` for any number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt_limit: Option<u32>,
    /// What has to be done before it opens.
    #[serde(default, skip_serializing_if = "ItemOpening::is_at_once")]
    pub opening: ItemOpening,
}

/// A part of a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentItem {
    /// Never changes.
    pub id: ItemId,
    /// Chosen by people, unique among items of the tenant.
    pub code: Code,
    /// The course it belongs to.
    pub course: CourseId,
    /// The course version it came with.
    pub since_version: u32,
    /// The last course version it belongs to, once a later one was published without it.
    pub until_version: Option<u32>,
    /// What may be edited.
    pub terms: ItemTerms,
}

impl ContentItem {
    /// Whether it belongs to that version of its course.
    pub fn is_in(&self, version: u32) -> bool {
        self.since_version <= version && self.until_version.is_none_or(|until| version <= until)
    }
}
