use jiff::civil::Weekday;

use super::{Date, Instant, Zone};

/// Says an instant for a person: `Tuesday 30 June 2026, 14:05 (Europe/Berlin)`.
///
/// Seconds are said when there are any, and the offset from UTC when the clocks pass that time twice.
///
/// ```
/// use rollbook_domain::time::{Instant, Zone, in_words};
///
/// let berlin = Zone::parse("Europe/Berlin")?;
/// let instant = Instant::parse("2026-06-30T12:05:00Z")?;
/// assert_eq!(in_words(instant, &berlin), "Tuesday 30 June 2026, 14:05 (Europe/Berlin)");
/// # Ok::<(), rollbook_domain::time::TimeError>(())
/// ```
pub fn in_words(instant: Instant, zone: &Zone) -> String {
    let civil = zone.civil_at(instant);
    let day = day_in_words(Date::saturating(civil.date()));
    let seconds = if instant.as_micros().rem_euclid(60_000_000) == 0 {
        String::new()
    } else {
        format!(":{:02}", civil.second())
    };
    let offset =
        if zone.is_twice(civil) { format!(", UTC{}", zone.offset_at(instant)) } else { String::new() };
    format!("{day}, {:02}:{:02}{seconds} ({}{offset})", civil.hour(), civil.minute(), zone.name())
}

/// Says an end for a person, so that it is clear which day is the last.
///
/// ```
/// use rollbook_domain::time::{Date, Zone, end_in_words};
///
/// let berlin = Zone::parse("Europe/Berlin")?;
/// let end = berlin.end_of(Date::parse("2026-06-29")?);
/// assert_eq!(end_in_words(Some(end), &berlin), "through the end of Monday 29 June 2026 (Europe/Berlin)");
/// assert_eq!(end_in_words(None, &berlin), "without end");
/// # Ok::<(), rollbook_domain::time::TimeError>(())
/// ```
pub fn end_in_words(end: Option<Instant>, zone: &Zone) -> String {
    let Some(end) = end else { return "without end".to_owned() };
    let last_day = end.checked_add_micros(-1).map(|last| zone.date_at(last));
    match last_day {
        Ok(date) if zone.end_of(date) == end => {
            format!("through the end of {} ({})", day_in_words(date), zone.name())
        }
        _ => format!("until {}", in_words(end, zone)),
    }
}

fn day_in_words(date: Date) -> String {
    let weekday = match date.civil().weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    };
    let month = match date.month() {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    };
    format!("{weekday} {} {month} {}", date.day(), date.year())
}
