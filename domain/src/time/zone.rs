use std::fmt;
use std::hash::{Hash, Hasher};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use jiff::{Span, tz::Offset};

use super::civil::{SECOND, from_civil, to_civil};
use super::{Date, Instant, TimeError};
use crate::text::{shown, written_as_text};

const DAY: i64 = 86_400 * SECOND;

/// A time zone of the IANA database, by its name.
///
/// The database is the one built into the library; the machine's own is never read, so the same date means the same
/// instants on every machine.
///
/// ```
/// use rollbook_domain::time::{Date, Zone};
///
/// let berlin = Zone::parse("Europe/Berlin")?;
/// let day = Date::parse("2026-03-29")?;
/// assert_eq!(berlin.start_of(day).to_string(), "2026-03-28T23:00:00Z");
/// assert_eq!(berlin.end_of(day).to_string(), "2026-03-29T22:00:00Z"); // A day of 23 hours.
/// # Ok::<(), rollbook_domain::time::TimeError>(())
/// ```
#[derive(Clone)]
pub struct Zone(TimeZone);

impl Zone {
    /// Finds a zone by its name, in any letter case.
    ///
    /// # Errors
    /// [`TimeError::Zone`] when the database knows no such name.
    pub fn parse(name: &str) -> Result<Self, TimeError> {
        let trimmed = name.trim();
        TimeZoneDatabase::bundled()
            .get(trimmed)
            .ok()
            .filter(|zone| zone.iana_name().is_some_and(|known| known.eq_ignore_ascii_case(trimmed)))
            .map(Self)
            .ok_or_else(|| TimeError::Zone { value: shown(name) })
    }

    /// Coordinated Universal Time.
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The name in the IANA database.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The first instant of a day in this zone.
    ///
    /// Where the clocks skip midnight, or the whole day, this is the instant of the skip. Where they pass midnight
    /// twice it is the first passing. What would lie outside the range of [`Instant`] is its nearest end.
    pub fn start_of(&self, date: Date) -> Instant {
        let midnight = date.civil().at(0, 0, 0, 0);
        match self.0.to_ambiguous_timestamp(midnight).offset() {
            AmbiguousOffset::Unambiguous { offset } | AmbiguousOffset::Fold { before: offset, .. } => {
                Instant::saturating(at_offset(midnight, offset))
            }
            AmbiguousOffset::Gap { before, .. } => self.skip_before(at_offset(midnight, before)),
        }
    }

    /// The first instant after a day in this zone, which is the start of the next day.
    ///
    /// The last date, 9999-12-31, has no next day: it ends at [`Instant::MAX`].
    /// Where the clocks once went back across a midnight that had already passed, the minutes of the day that came again
    /// lie after its end.
    pub fn end_of(&self, date: Date) -> Instant {
        date.next_day().map_or(Instant::MAX, |next| self.start_of(next))
    }

    /// The date in this zone at an instant.
    ///
    /// In the first and last hours of the range it is the first or last [`Date`], also where the zone's own calendar is
    /// a day off.
    pub fn date_at(&self, instant: Instant) -> Date {
        Date::saturating(self.civil_at(instant).date())
    }

    /// The instant a number of calendar months later, at the same time of day in this zone.
    ///
    /// A day that the month does not have becomes its last day. A time of day that the clocks skip moves on by the
    /// length of the skip; one they pass twice is the first passing.
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`] after the year 9999.
    pub fn add_months(&self, instant: Instant, months: u32) -> Result<Instant, TimeError> {
        if months == 0 {
            return Ok(instant);
        }
        let out_of_range = || TimeError::OutOfRange { value: format!("{months} months after {instant}") };
        let later = Span::new()
            .try_months(months)
            .and_then(|span| self.civil_at(instant).checked_add(span))
            .map_err(|_| out_of_range())?;
        let offset = match self.0.to_ambiguous_timestamp(later).offset() {
            AmbiguousOffset::Unambiguous { offset }
            | AmbiguousOffset::Gap { before: offset, .. }
            | AmbiguousOffset::Fold { before: offset, .. } => offset,
        };
        Instant::from_micros(at_offset(later, offset)).map_err(|_| out_of_range())
    }

    /// How many whole days lie between an instant and a later one, for people; 0 when it is not later.
    ///
    /// Days of 24 hours are counted, and days of this zone's calendar, of which one may have 23 or 25 hours; the larger
    /// count is given, so that no change of the clocks makes a window look a day shorter than it was sold.
    pub fn whole_days(&self, from: Instant, to: Instant) -> u64 {
        let exact = to.as_micros() - from.as_micros();
        let reading = |instant| from_civil(self.civil_at(instant));
        let days = exact.max(reading(to) - reading(from)) / DAY;
        if exact <= 0 { 0 } else { u64::try_from(days).unwrap_or(0) }
    }

    /// How many days are left from an instant until a later one, for people, the day under way among them; 0 when it is
    /// not later.
    pub fn days_left(&self, from: Instant, to: Instant) -> u64 {
        let exact = to.as_micros() - from.as_micros();
        let reading = |instant| from_civil(self.civil_at(instant));
        let begun = |micros: i64| u64::try_from(micros / DAY + i64::from(micros % DAY > 0)).unwrap_or(0);
        if exact <= 0 { 0 } else { begun(exact.min(reading(to) - reading(from))).max(1) }
    }

    /// The reading of a wall clock in this zone.
    pub(super) fn civil_at(&self, instant: Instant) -> DateTime {
        to_civil(instant.as_micros() + i64::from(self.offset_at(instant).seconds()) * SECOND)
    }

    pub(super) fn offset_at(&self, instant: Instant) -> Offset {
        self.0.to_offset(timestamp(instant.as_micros()))
    }

    /// Whether a wall clock in this zone shows the same reading at another instant too.
    pub(super) fn is_twice(&self, civil: DateTime) -> bool {
        matches!(self.0.to_ambiguous_timestamp(civil).offset(), AmbiguousOffset::Fold { .. })
    }

    /// The latest change of the clocks at or before an instant.
    fn skip_before(&self, micros: i64) -> Instant {
        let after = timestamp(micros.saturating_add(1));
        let skip = self.0.preceding(after).next().map(|transition| transition.timestamp().as_microsecond());
        Instant::saturating(skip.unwrap_or(micros))
    }
}

fn at_offset(civil: DateTime, offset: Offset) -> i64 {
    from_civil(civil) - i64::from(offset.seconds()) * SECOND
}

/// The library's own instant ends some hours before [`Instant::MAX`]; no zone changes its clocks in between.
fn timestamp(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::MAX)
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Zone {}

impl Hash for Zone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Zone").field(&self.name()).finish()
    }
}

written_as_text!(TimeError: Zone);
