//! What falls due when.

use super::{RetainedCounts, cut, due_at};
use crate::settings::Retained;
use crate::time::{Date, Instant, Zone};

/// How many months a calendar shows, the one that it is among them.
pub const MONTHS: usize = 12;

/// How many rows fall due in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthDue {
    /// The first day of the month.
    pub month: Date,
    /// How many rows fall due in it; in the month that it is, in what is left of it.
    pub rows: u64,
}

/// What the calendar says of one of [`Retained`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarLine {
    /// What is kept.
    pub retained: Retained,
    /// For how many days; for as long as the person is not erased while there is no period.
    pub days: Option<u32>,
    /// How many rows there are in all.
    pub rows: u64,
    /// How many of them are due.
    pub due: u64,
    /// How many fall due in each of the next months; none without a period.
    pub months: Vec<MonthDue>,
    /// How many fall due after those months, or never.
    pub later: u64,
    /// When the oldest row happened.
    pub oldest: Option<Instant>,
    /// When the oldest row falls due, or did.
    pub first_due_at: Option<Instant>,
}

/// The first days of so many months, that in which it is now first, and of the one after the last.
fn months(now: Instant, zone: &Zone) -> Vec<Date> {
    let today = zone.date_at(now);
    let (mut year, mut month) = (today.year(), today.month());
    let mut found = Vec::with_capacity(MONTHS + 1);
    for _ in 0..=MONTHS {
        // After the last year there is nothing to fall due any more.
        found.push(Date::new(year, month, 1).unwrap_or(Date::MAX));
        (year, month) = if month == 12 { (year.saturating_add(1), 1) } else { (year, month + 1) };
    }
    found
}

/// The instants to count rows by, so that [`calendar_line`] can say how many fall due when: what is due now lies before the
/// first, what falls due in a month between two of them, and the rest from the last on. None without a period.
pub fn calendar_bounds(days: Option<u32>, now: Instant, zone: &Zone) -> Vec<Instant> {
    let Some(days) = days else { return Vec::new() };
    let ends = months(now, zone).into_iter().skip(1).map(|first| zone.start_of(first).max(now));
    std::iter::once(now).chain(ends).map(|instant| cut(days, instant)).collect()
}

/// What the rows, counted by the [bounds](calendar_bounds), say.
pub fn calendar_line(
    retained: Retained,
    days: Option<u32>,
    counts: &RetainedCounts,
    now: Instant,
    zone: &Zone,
) -> CalendarLine {
    let rows = counts.rows.iter().sum();
    let oldest = counts.oldest;
    let Some(days) = days else {
        let months = Vec::new();
        return CalendarLine {
            retained,
            days: None,
            rows,
            due: 0,
            months,
            later: rows,
            oldest,
            first_due_at: None,
        };
    };
    let due = counts.rows.first().copied().unwrap_or(0);
    let in_months = counts.rows.iter().skip(1).take(MONTHS);
    let months: Vec<MonthDue> = months(now, zone)
        .into_iter()
        .zip(in_months)
        .map(|(month, rows)| MonthDue { month, rows: *rows })
        .collect();
    let later = counts.rows.iter().skip(1 + MONTHS).sum();
    let first_due_at = oldest.map(|oldest| due_at(days, oldest));
    CalendarLine { retained, days: Some(days), rows, due, months, later, oldest, first_due_at }
}
