use std::fmt;

use jiff::SignedDuration;
use jiff::civil::DateTime;

use super::TimeError;
use crate::text::{shown, written_as_text};

const SECOND: i64 = 1_000_000;

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
        read(text.trim()).map_err(|reason| TimeError::Instant { value: shown(text), reason })
    }
}

fn read(text: &str) -> Result<Instant, &'static str> {
    const FORM: &str = "it has another form";
    let bytes = text.as_bytes();
    let has_form = bytes.len() >= 20
        && text.is_ascii()
        && [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')].iter().all(|(at, mark)| bytes[*at] == *mark)
        && matches!(bytes[10], b'T' | b't');
    if !has_form {
        return Err(FORM);
    }
    let part = |from: usize| digits(&bytes[from..from + 2]).ok_or(FORM);
    let date = super::date::read(&text[..10])?;
    let (hour, minute, second) = (part(11)?, part(14)?, part(17)?);
    if second == 60 {
        return Err("leap seconds are not told apart, use second 59 or the next minute");
    }
    if hour > 23 || minute > 59 || second > 59 {
        return Err("there is no such time of day");
    }
    let (fraction, zone) = fraction(&bytes[19..])?;
    let offset_minutes = match zone {
        [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let hours = digits(&[*h1, *h2]).ok_or(FORM)?;
            let minutes = digits(&[*m1, *m2]).ok_or(FORM)?;
            if hours > 23 || minutes > 59 {
                return Err("there is no such offset from UTC");
            }
            let total = hours * 60 + minutes;
            if *sign == b'-' { -total } else { total }
        }
        [] => return Err("the offset from UTC is missing"),
        _ => return Err(FORM),
    };
    let seconds = (hour * 60 + minute - offset_minutes) * 60 + second;
    let midnight = from_civil(date.civil().at(0, 0, 0, 0));
    Instant::from_micros(midnight + seconds * SECOND + fraction)
        .map_err(|_| "it lies outside the years 0001 to 9999 in UTC")
}

fn fraction(rest: &[u8]) -> Result<(i64, &[u8]), &'static str> {
    let Some(after_point) = rest.strip_prefix(b".") else { return Ok((0, rest)) };
    let length = after_point.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (decimals, zone) = after_point.split_at(length);
    match (length, digits(decimals)) {
        (7.., _) => Err("it is finer than a microsecond"),
        (1..=6, Some(value)) => Ok(((length..6).fold(value, |scaled, _| scaled * 10), zone)),
        _ => Err("digits are missing after the decimal point"),
    }
}

/// Reads up to a handful of ASCII digits.
pub(super) fn digits(bytes: &[u8]) -> Option<i64> {
    if bytes.is_empty() || bytes.len() > 18 {
        return None;
    }
    bytes
        .iter()
        .try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0')))
}

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
