//! The machine's clock.

use std::time::{SystemTime, UNIX_EPOCH};

use rollbook_domain::port::Clock;
use rollbook_domain::time::Instant;

/// The machine's clock, in whole microseconds.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        let micros = match since_epoch() {
            Ok(after) => i64::try_from(after.as_micros()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_micros()).map_or(i64::MIN, |micros| -micros),
        };
        let end = if micros < 0 { Instant::MIN } else { Instant::MAX };
        Instant::from_micros(micros).unwrap_or(end)
    }
}

/// The time since 1970, for those in this crate that need no instant.
#[expect(clippy::disallowed_methods, reason = "this crate owns the system clock")]
pub(crate) fn since_epoch() -> Result<std::time::Duration, std::time::SystemTimeError> {
    SystemTime::now().duration_since(UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_past_the_day_it_was_written_and_before_the_year_2200() {
        let now = SystemClock.now();
        assert!(now > Instant::parse("2026-01-01T00:00:00Z").unwrap());
        assert!(now < Instant::parse("2200-01-01T00:00:00Z").unwrap());
    }
}
