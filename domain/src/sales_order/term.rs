//! From when to when a contract runs.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::SalesOrderRefused;
use crate::time::{Instant, Moment, Zone};

/// A term `[starts_at, ends_at)`; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Stored")]
pub struct Term {
    starts_at: Instant,
    ends_at: Instant,
}

/// The stored form of a term, before the order of its bounds is checked.
#[derive(Deserialize)]
struct Stored {
    starts_at: Instant,
    ends_at: Instant,
}

impl TryFrom<Stored> for Term {
    type Error = SalesOrderRefused;

    fn try_from(stored: Stored) -> Result<Self, SalesOrderRefused> {
        Self::parse(stored.starts_at, stored.ends_at)
    }
}

/// Where a term is at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermState {
    /// It begins later.
    Upcoming,
    /// It has begun and is not over.
    Running,
    /// It is over.
    Over,
}

impl fmt::Display for TermState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Upcoming => "upcoming",
            Self::Running => "running",
            Self::Over => "over",
        })
    }
}

impl Term {
    /// Makes a term.
    ///
    /// # Errors
    /// [`SalesOrderRefused::EndNotAfterStart`] (ENR-01) when the end is not after the start.
    pub fn parse(starts_at: Instant, ends_at: Instant) -> Result<Self, SalesOrderRefused> {
        if ends_at <= starts_at {
            return Err(SalesOrderRefused::EndNotAfterStart { starts_at, ends_at });
        }
        Ok(Self { starts_at, ends_at })
    }

    /// Makes a term as people type it: the last date is part of it.
    ///
    /// # Errors
    /// As [`Term::parse`].
    pub fn typed(starts: Moment, ends: Moment, zone: &Zone) -> Result<Self, SalesOrderRefused> {
        Self::parse(starts.starts_at(zone), ends.ends_at(zone))
    }

    /// The first instant inside.
    pub const fn starts_at(&self) -> Instant {
        self.starts_at
    }

    /// The first instant past it.
    pub const fn ends_at(&self) -> Instant {
        self.ends_at
    }

    /// Where it is at `now`.
    pub fn state_at(&self, now: Instant) -> TermState {
        if now < self.starts_at {
            TermState::Upcoming
        } else if now < self.ends_at {
            TermState::Running
        } else {
            TermState::Over
        }
    }
}
