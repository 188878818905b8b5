use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Date, Instant, TimeError, Zone};
use crate::text::shown;

const DAY: i64 = 86_400_000_000;

/// How long access lasts.
///
/// ```
/// use rollbook_domain::time::{AccessDuration, Instant, Zone};
///
/// let start = Instant::parse("2026-01-31T09:00:00Z")?;
/// let month = AccessDuration::parse("1 month")?.ends_after(start, &Zone::utc())?;
/// let days = AccessDuration::parse("30 days")?.ends_after(start, &Zone::utc())?;
/// assert_eq!(month, Some(Instant::parse("2026-02-28T09:00:00Z")?)); // Clipped to the last day of February.
/// assert_eq!(days, Some(Instant::parse("2026-03-02T09:00:00Z")?)); // Exactly 30 times 24 hours.
/// # Ok::<(), rollbook_domain::time::TimeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", try_from = "Stored")]
pub enum AccessDuration {
    /// A number of days of exactly 24 hours.
    Days {
        /// How many.
        days: NonZeroU32,
    },
    /// A number of calendar months in the tenant's zone.
    Months {
        /// How many.
        months: NonZeroU32,
    },
    /// From one whole day through another, whichever is given; see [`AccessDuration::between`].
    FixedDates {
        /// The first day of access.
        starts_on: Option<Date>,
        /// The last day of access.
        ends_on: Option<Date>,
    },
    /// Without end.
    Unlimited,
}

/// The stored form of a duration, before the order of its dates is checked.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Stored {
    Days { days: NonZeroU32 },
    Months { months: NonZeroU32 },
    FixedDates { starts_on: Option<Date>, ends_on: Option<Date> },
    Unlimited,
}

impl TryFrom<Stored> for AccessDuration {
    type Error = TimeError;

    fn try_from(stored: Stored) -> Result<Self, TimeError> {
        match stored {
            Stored::Days { days } => Ok(Self::Days { days }),
            Stored::Months { months } => Ok(Self::Months { months }),
            Stored::FixedDates { starts_on, ends_on } => Self::between(starts_on, ends_on),
            Stored::Unlimited => Ok(Self::Unlimited),
        }
    }
}

impl AccessDuration {
    /// Access from one day through another; without either date it is unlimited.
    ///
    /// # Errors
    /// [`TimeError::Duration`] when the first day is after the last.
    pub fn between(starts_on: Option<Date>, ends_on: Option<Date>) -> Result<Self, TimeError> {
        match (starts_on, ends_on) {
            (None, None) => Ok(Self::Unlimited),
            (Some(start), Some(end)) if start > end => Err(TimeError::Duration {
                value: format!("{start}..{end}"),
                reason: "its start is after its end",
            }),
            _ => Ok(Self::FixedDates { starts_on, ends_on }),
        }
    }

    /// Reads `30 days`, `1 month`, `unlimited`, `2013-10-01..2014-06-25`, `2013-10-01..` or `..2014-06-25`.
    ///
    /// # Errors
    /// [`TimeError::Duration`] when the text has another form, counts nothing, or starts after it ends, and
    /// [`TimeError::Date`] when one of its dates does not exist.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let refused = |reason| TimeError::Duration { value: shown(text), reason };
        let trimmed = text.trim();
        if trimmed.eq_ignore_ascii_case("unlimited") {
            return Ok(Self::Unlimited);
        }
        if let Some((start, end)) = trimmed.split_once("..") {
            let (start, end) = (start.trim_end(), end.trim_start());
            if start.is_empty() && end.is_empty() {
                return Err(refused("it has no date"));
            }
            let date = |part: &str| (!part.is_empty()).then(|| Date::parse(part)).transpose();
            return Self::between(date(start)?, date(end)?);
        }
        let (count, unit) = trimmed.split_once(' ').ok_or_else(|| refused("it has another form"))?;
        if !count.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(refused("it does not begin with a whole number"));
        }
        let count: u32 = count.parse().map_err(|_| refused("its number is too large"))?;
        let count = NonZeroU32::new(count).ok_or_else(|| refused("it lasts for nothing"))?;
        match unit.trim_start().to_ascii_lowercase().as_str() {
            "day" | "days" => Ok(Self::Days { days: count }),
            "month" | "months" => Ok(Self::Months { months: count }),
            _ => Err(refused("its unit is neither days nor months")),
        }
    }

    /// When access that begins at `start` ends, or `None` when it does not.
    ///
    /// Fixed dates end with their own last day, whatever the start.
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`] when the end lies after the year 9999.
    pub fn ends_after(&self, start: Instant, zone: &Zone) -> Result<Option<Instant>, TimeError> {
        match *self {
            Self::Days { days } => i64::from(days.get())
                .checked_mul(DAY)
                .and_then(|micros| start.checked_add_micros(micros).ok())
                .map(Some)
                .ok_or_else(|| TimeError::OutOfRange { value: format!("{self} after {start}") }),
            Self::Months { months } => zone.add_months(start, months.get()).map(Some),
            Self::FixedDates { ends_on, .. } => Ok(ends_on.map(|date| zone.end_of(date))),
            Self::Unlimited => Ok(None),
        }
    }
}

impl fmt::Display for AccessDuration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count: NonZeroU32| if count.get() == 1 { "" } else { "s" };
        match *self {
            Self::Days { days } => write!(formatter, "{days} day{}", plural(days)),
            Self::Months { months } => write!(formatter, "{months} month{}", plural(months)),
            Self::FixedDates { starts_on: None, ends_on: None } | Self::Unlimited => {
                formatter.write_str("unlimited")
            }
            Self::FixedDates { starts_on, ends_on } => {
                if let Some(start) = starts_on {
                    fmt::Display::fmt(&start, formatter)?;
                }
                formatter.write_str("..")?;
                ends_on.map_or(Ok(()), |end| fmt::Display::fmt(&end, formatter))
            }
        }
    }
}

impl FromStr for AccessDuration {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        Self::parse(text)
    }
}
