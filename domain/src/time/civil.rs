use jiff::SignedDuration;
use jiff::civil::DateTime;

/// Microseconds in a second.
pub(super) const SECOND: i64 = 1_000_000;

const CIVIL_EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

/// Microseconds from the start of 1970 to a civil time, both read on the same wall clock.
pub(super) fn from_civil(civil: DateTime) -> i64 {
    let since = civil.duration_since(CIVIL_EPOCH);
    since.as_secs() * SECOND + i64::from(since.subsec_micros())
}

/// The civil time that many microseconds after the start of 1970, on the same wall clock.
pub(super) fn to_civil(micros: i64) -> DateTime {
    CIVIL_EPOCH.saturating_add(SignedDuration::from_micros(micros))
}
