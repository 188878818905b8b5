//! How many rows lie where in time.

use crate::time::Instant;

/// How many rows lie where in time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RetainedCounts {
    /// When the oldest of them happened.
    pub oldest: Option<Instant>,
    /// Those before the first bound, those from each bound up to the next one, and those from the last on.
    pub rows: Vec<u64>,
}
