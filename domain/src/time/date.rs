use std::fmt;

use super::TimeError;
use super::rfc3339::digits;
use crate::text::{shown, written_as_text};

/// A day of the calendar, within the years 0001 to 9999; only a [`Zone`](super::Zone) places it in time.
///
/// ```
/// use rollbook_domain::time::Date;
///
/// let date = Date::parse("2028-02-28")?;
/// assert_eq!(date.next_day().map(|next| next.to_string()).as_deref(), Some("2028-02-29"));
/// # Ok::<(), rollbook_domain::time::TimeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The first date: 0001-01-01.
    pub const MIN: Self = Self(jiff::civil::Date::constant(1, 1, 1));
    /// The last date: 9999-12-31.
    pub const MAX: Self = Self(jiff::civil::Date::constant(9999, 12, 31));

    /// Takes a year, a month and a day of the month.
    ///
    /// # Errors
    /// [`TimeError::Date`] when there is no such day, or the year is not within 0001 to 9999.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, TimeError> {
        if year < 1 {
            return Err(Self::refused(format!("{year}-{month:02}-{day:02}"), OUT_OF_RANGE));
        }
        jiff::civil::Date::new(year, month, day)
            .map(Self)
            .map_err(|_| Self::refused(format!("{year:04}-{month:02}-{day:02}"), NO_SUCH_DAY))
    }

    /// Reads a date of the form `2026-06-30`.
    ///
    /// # Errors
    /// [`TimeError::Date`] when the text has another form or there is no such day.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        read(text.trim().as_bytes()).map_err(|reason| Self::refused(shown(text), reason))
    }

    fn refused(value: String, reason: &'static str) -> TimeError {
        TimeError::Date { value, reason }
    }

    /// The nearest date to a civil date that may lie outside the range.
    pub(super) fn saturating(civil: jiff::civil::Date) -> Self {
        Self(civil).clamp(Self::MIN, Self::MAX)
    }

    pub(super) const fn civil(self) -> jiff::civil::Date {
        self.0
    }

    /// The day after, unless this is the last date.
    pub fn next_day(self) -> Option<Self> {
        self.0.tomorrow().ok().map(Self)
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }
}

const OUT_OF_RANGE: &str = "the year is not within 0001 to 9999";
const NO_SUCH_DAY: &str = "there is no such day";
const OTHER_FORM: &str = "it has another form";

/// Reads a date, or says what is wrong with it.
pub(super) fn read(text: &[u8]) -> Result<Date, &'static str> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text else { return Err(OTHER_FORM) };
    let year = digits(&[y1, y2, y3, y4]).and_then(|year| i16::try_from(year).ok()).ok_or(OTHER_FORM)?;
    let month = digits(&[m1, m2]).and_then(|month| i8::try_from(month).ok()).ok_or(OTHER_FORM)?;
    let day = digits(&[d1, d2]).and_then(|day| i8::try_from(day).ok()).ok_or(OTHER_FORM)?;
    if year == 0 {
        return Err(OUT_OF_RANGE);
    }
    jiff::civil::Date::new(year, month, day).map(Date).map_err(|_| NO_SUCH_DAY)
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

written_as_text!(TimeError: Date);
