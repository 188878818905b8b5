//! Where a period ends.

use crate::time::Instant;

const DAY: i64 = 86_400_000_000;

/// The instant that parts what has been kept for its period, which lies before it, from what is kept on.
///
/// A row at the cut itself is as old as the period and not older, and stays.
pub fn cut(days: u32, now: Instant) -> Instant {
    now.checked_add_micros(-i64::from(days) * DAY).unwrap_or(Instant::MIN)
}

/// When the period of what happened at `at` is over; it goes after that.
pub fn due_at(days: u32, at: Instant) -> Instant {
    at.checked_add_micros(i64::from(days) * DAY).unwrap_or(Instant::MAX)
}
