use std::fmt;

use super::{Date, Instant, TimeError, Zone};
use crate::text::{shown, written_as_text};

/// A date or an instant, as typed by a person.
///
/// ```
/// use rollbook_domain::time::{Moment, Zone};
///
/// let end = Moment::parse("2026-06-29")?;
/// assert_eq!(end.ends_at(&Zone::utc()).to_string(), "2026-06-30T00:00:00Z");
/// # Ok::<(), rollbook_domain::time::TimeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A whole day.
    Date(Date),
    /// A point in time.
    Instant(Instant),
}

impl Moment {
    /// Reads a date such as `2026-06-30` or an instant such as `2026-06-30T14:05:00Z`.
    ///
    /// # Errors
    /// [`TimeError::Date`] or [`TimeError::Instant`] when the text has that form but does not exist, and
    /// [`TimeError::Moment`] when it has neither form.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        match text.trim().as_bytes() {
            [_, _, _, _, b'-', _, _, b'-', _, _] => Date::parse(text).map(Self::Date),
            [_, _, _, _, b'-', _, _, b'-', _, _, b'T' | b't', ..] => Instant::parse(text).map(Self::Instant),
            _ => Err(TimeError::Moment { value: shown(text), reason: "it has neither form" }),
        }
    }

    /// When something begins that begins then: at the start of the day, or at the instant.
    pub fn starts_at(&self, zone: &Zone) -> Instant {
        match *self {
            Self::Date(date) => zone.start_of(date),
            Self::Instant(instant) => instant,
        }
    }

    /// When something ends that lasts until then: after the whole day, or at the instant.
    pub fn ends_at(&self, zone: &Zone) -> Instant {
        match *self {
            Self::Date(date) => zone.end_of(date),
            Self::Instant(instant) => instant,
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => fmt::Display::fmt(date, formatter),
            Self::Instant(instant) => fmt::Display::fmt(instant, formatter),
        }
    }
}

written_as_text!(TimeError: Moment);
