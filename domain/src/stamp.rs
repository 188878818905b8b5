//! Revisions and the stamp that every recorded fact carries.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::Note;
use crate::time::Instant;

/// How many events a stream holds; also the place of the latest one in it, counted from 1.
///
/// Facts of one stream are ordered by it, never by a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revision(u64);

impl Revision {
    /// A stream that does not exist yet.
    pub const NONE: Self = Self(0);

    /// Wraps a count read from a store.
    pub const fn new(count: u64) -> Self {
        Self(count)
    }

    /// The count.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The revision after one more event.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where and when a fact was written: its place in the stream and both its times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The fact's place in its stream; of two facts the one with the higher place was written later.
    pub position: Revision,
    /// When the fact is true from.
    pub effective_at: Instant,
    /// When the system learned it.
    pub recorded_at: Instant,
    /// Who wrote it.
    pub actor: std::sync::Arc<str>,
    /// The reason given, if any; personal.
    pub note: Option<Note>,
}

/// The fact that decides at `now`: of those effective by then, the one written last.
pub fn latest_at<'a, T>(
    facts: impl IntoIterator<Item = &'a T>,
    stamp: impl Fn(&T) -> &Stamp,
    now: Instant,
) -> Option<&'a T> {
    facts.into_iter().filter(|fact| stamp(fact).effective_at <= now).max_by_key(|fact| stamp(fact).position)
}
