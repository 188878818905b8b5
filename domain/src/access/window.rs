//! Half-open windows of time.

use serde::{Deserialize, Serialize};

use super::AccessRefused;
use crate::time::Instant;

/// A window `[starts_at, ends_at)`; never empty (ACC-09, ACC-10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Stored")]
pub struct AccessWindow {
    starts_at: Instant,
    ends_at: Option<Instant>,
}

/// The stored form of a window, before the order of its bounds is checked.
#[derive(Deserialize)]
struct Stored {
    starts_at: Instant,
    ends_at: Option<Instant>,
}

impl TryFrom<Stored> for AccessWindow {
    type Error = AccessRefused;

    fn try_from(stored: Stored) -> Result<Self, AccessRefused> {
        Self::parse(stored.starts_at, stored.ends_at)
    }
}

impl AccessWindow {
    /// Makes a window; `None` as the end means no end.
    ///
    /// # Errors
    /// [`AccessRefused::EndNotAfterStart`] (ACC-09) when the end is not after the start.
    pub fn parse(starts_at: Instant, ends_at: Option<Instant>) -> Result<Self, AccessRefused> {
        if let Some(end) = ends_at.filter(|end| *end <= starts_at) {
            return Err(AccessRefused::EndNotAfterStart { starts_at, ends_at: end });
        }
        Ok(Self { starts_at, ends_at })
    }

    /// A window that begins and never ends.
    pub const fn unending_from(starts_at: Instant) -> Self {
        Self { starts_at, ends_at: None }
    }

    /// The first instant inside.
    pub const fn starts_at(&self) -> Instant {
        self.starts_at
    }

    /// The first instant past it, if there is one.
    pub const fn ends_at(&self) -> Option<Instant> {
        self.ends_at
    }

    /// Whether it is over before it can open for who is given it, by the order's date or at the time of giving.
    pub fn is_born_ended(&self, ordered_at: Instant, now: Instant) -> bool {
        self.ends_at.is_some_and(|end| end <= ordered_at.max(now))
    }

    /// Whether `now` is inside: `starts_at <= now < ends_at`.
    pub fn contains(&self, now: Instant) -> bool {
        self.starts_at <= now && self.ends_at.is_none_or(|end| now < end)
    }
}
