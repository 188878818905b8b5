//! How far a learner has got with an item.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::text::shown;

/// How far a learner has got with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemStatus {
    /// Nothing was done yet, or what was done was cleared.
    NotAttempted,
    /// Begun.
    InProgress,
    /// Handed in, and waiting for a score.
    Submitted,
    /// Done; for an event, attended (TRN-06).
    Completed,
    /// Done, and well enough.
    Passed,
    /// Done, and not well enough.
    Failed,
}

impl ItemStatus {
    /// Every status.
    pub const ALL: [Self; 6] =
        [Self::NotAttempted, Self::InProgress, Self::Submitted, Self::Completed, Self::Passed, Self::Failed];

    /// Whether a course that needs the item may count on it (TRN-02).
    pub const fn is_complete(self) -> bool {
        matches!(self, Self::Completed | Self::Passed)
    }

    /// Whether nothing more is waited for, well or not.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Passed | Self::Failed)
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotAttempted => "not_attempted",
            Self::InProgress => "in_progress",
            Self::Submitted => "submitted",
            Self::Completed => "completed",
            Self::Passed => "passed",
            Self::Failed => "failed",
        }
    }
}

impl fmt::Display for ItemStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// A word that names no status of an item.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a status of an item; give not_attempted, in_progress, submitted, completed, passed or failed"
)]
pub struct UnknownItemStatus(String);

impl FromStr for ItemStatus {
    type Err = UnknownItemStatus;

    /// Reads a status without regard to case; `attended` is the word for a completed event, and a hyphen or a space is as
    /// good as an underscore.
    fn from_str(value: &str) -> Result<Self, UnknownItemStatus> {
        let word = value.trim().to_lowercase().replace(['-', ' '], "_");
        if word == "attended" {
            return Ok(Self::Completed);
        }
        Self::ALL
            .into_iter()
            .find(|status| status.word() == word)
            .ok_or_else(|| UnknownItemStatus(shown(value)))
    }
}
