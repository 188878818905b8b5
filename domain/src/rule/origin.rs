//! Where a rule comes from.

use std::fmt;

use serde::Serialize;

/// How a rule came into the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The requirements say it outright.
    Stated,
    /// It follows from what the requirements say.
    Follows,
    /// The requirements leave it open, or disagree, and Rollbook decided it.
    Decided,
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Stated => "stated",
            Self::Follows => "follows",
            Self::Decided => "decided",
        })
    }
}
