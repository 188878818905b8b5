use std::fmt;

use super::civil::{SECOND, to_civil};
use super::{TimeError, rfc3339};
use crate::text::{shown, written_as_text};

/// A point in time, in whole microseconds since the start of 1970 UTC, within the years 0001 to 9999.
///
/// It is read and printed in the form of RFC 3339, and always printed in UTC.
///
/// ```
/// use rollbook_domain::time::Instant;
///
/// let instant = Instant::parse("2026-06-30T16:05:00+02:00")?;
/// assert_eq!(instant.to_string(), "2026-06-30T14:05:00Z");
/// # Ok::<(), rollbook_domain::time::TimeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The first instant: 0001-01-01T00:00:00Z.
    pub const MIN: Self = Self(-62_135_596_800 * SECOND);
    /// The last instant: 9999-12-31T23:59:59.999999Z.
    pub const MAX: Self = Self(253_402_300_800 * SECOND - 1);
    /// The start of 1970 in UTC.
    pub const EPOCH: Self = Self(0);

    /// Takes microseconds since the start of 1970 UTC.
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`] outside the years 0001 to 9999.
    pub fn from_micros(micros: i64) -> Result<Self, TimeError> {
        let instant = Self(micros);
        if (Self::MIN..=Self::MAX).contains(&instant) {
            Ok(instant)
        } else {
            Err(TimeError::OutOfRange { value: format!("instant {micros} us after 1970") })
        }
    }

    /// The nearest instant to a number of microseconds that may lie outside the range.
    pub(super) fn saturating(micros: i64) -> Self {
        Self(micros.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// Microseconds since the start of 1970 UTC.
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// The instant that many microseconds later, or earlier when negative.
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`] outside the years 0001 to 9999.
    pub fn checked_add_micros(self, micros: i64) -> Result<Self, TimeError> {
        self.0
            .checked_add(micros)
            .and_then(|sum| Self::from_micros(sum).ok())
            .ok_or_else(|| TimeError::OutOfRange { value: format!("{micros} us after {self}") })
    }

    /// Reads an RFC 3339 text: a date, `T`, a time with seconds and at most six decimals, and `Z` or an offset.
    ///
    /// # Errors
    /// [`TimeError::Instant`] when the text has another form, names a day or a time that does not exist (a leap second
    /// among them), or is finer than a microsecond.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        rfc3339::read(text.trim()).map_err(|reason| TimeError::Instant { value: shown(text), reason })
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let civil = to_civil(self.0);
        write!(
            formatter,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            civil.year(),
            civil.month(),
            civil.day(),
            civil.hour(),
            civil.minute(),
            civil.second()
        )?;
        match self.0.rem_euclid(SECOND) {
            0 => formatter.write_str("Z"),
            micros => write!(formatter, ".{micros:06}Z"),
        }
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

written_as_text!(TimeError: Instant);
