use proptest::prelude::*;

use super::super::{Instant, Zone, end_in_words, in_words};
use super::{any_date, any_instant, any_zone, date, instant, zone};

#[test]
fn an_instant_is_said_on_the_clock_of_its_zone() {
    let at = instant("2026-06-30T12:05:00Z");
    assert_eq!(in_words(at, &zone("Europe/Berlin")), "Tuesday 30 June 2026, 14:05 (Europe/Berlin)");
    assert_eq!(in_words(at, &zone("Asia/Kathmandu")), "Tuesday 30 June 2026, 17:50 (Asia/Kathmandu)");
    assert_eq!(in_words(at, &Zone::utc()), "Tuesday 30 June 2026, 12:05 (UTC)");
}

#[test]
fn seconds_are_said_only_when_there_are_any() {
    let with_seconds = instant("2026-01-01T00:00:07.5Z");
    assert_eq!(in_words(with_seconds, &Zone::utc()), "Thursday 1 January 2026, 00:00:07 (UTC)");
    let with_a_fraction = instant("2026-01-01T00:00:00.000001Z");
    assert_eq!(in_words(with_a_fraction, &Zone::utc()), "Thursday 1 January 2026, 00:00:00 (UTC)");
}

#[test]
fn a_time_that_comes_twice_is_told_apart_by_its_offset() {
    let berlin = zone("Europe/Berlin");
    let first = in_words(instant("2026-10-25T02:30:00+02:00"), &berlin);
    let second = in_words(instant("2026-10-25T02:30:00+01:00"), &berlin);
    assert_eq!(first, "Sunday 25 October 2026, 02:30 (Europe/Berlin, UTC+02)");
    assert_eq!(second, "Sunday 25 October 2026, 02:30 (Europe/Berlin, UTC+01)");
}

#[test]
fn an_end_at_midnight_is_said_as_the_day_before() {
    let berlin = zone("Europe/Berlin");
    let end = berlin.end_of(date("2026-06-29"));
    assert_eq!(end_in_words(Some(end), &berlin), "through the end of Monday 29 June 2026 (Europe/Berlin)");
    let elsewhere = end_in_words(Some(end), &Zone::utc());
    assert_eq!(elsewhere, "until Monday 29 June 2026, 22:00 (UTC)");
}

#[test]
fn an_end_within_a_day_is_said_to_the_minute() {
    let end = Some(instant("2026-06-30T14:05:00+02:00"));
    assert_eq!(
        end_in_words(end, &zone("Europe/Berlin")),
        "until Tuesday 30 June 2026, 14:05 (Europe/Berlin)"
    );
}

#[test]
fn no_end_is_said_to_be_none() {
    assert_eq!(end_in_words(None, &Zone::utc()), "without end");
}

#[test]
fn a_skipped_midnight_is_still_the_end_of_the_day_before() {
    let havana = zone("America/Havana");
    let end = havana.end_of(date("2026-03-07"));
    assert_eq!(end_in_words(Some(end), &havana), "through the end of Saturday 7 March 2026 (America/Havana)");
    // Apia had no 30 December 2011, so the day before it is the last.
    let apia = zone("Pacific/Apia");
    let end = apia.end_of(date("2011-12-30"));
    assert_eq!(end_in_words(Some(end), &apia), "through the end of Thursday 29 December 2011 (Pacific/Apia)");
}

#[test]
fn the_last_instant_is_the_end_of_the_last_day() {
    for name in ["UTC", "Pacific/Apia", "America/Havana"] {
        let words = end_in_words(Some(Instant::MAX), &zone(name));
        assert_eq!(words, format!("through the end of Friday 31 December 9999 ({name})"));
    }
}

proptest! {
    #[test]
    fn the_end_of_a_day_is_never_said_as_a_time_of_day(date in any_date(), zone in any_zone()) {
        let end = zone.end_of(date);
        prop_assume!(end > Instant::MIN);
        prop_assert!(end_in_words(Some(end), &zone).starts_with("through the end of "));
    }

    #[test]
    fn every_instant_can_be_said(instant in any_instant(), zone in any_zone()) {
        let words = in_words(instant, &zone);
        prop_assert!(words.contains(zone.name()));
        prop_assert!(!end_in_words(Some(instant), &zone).is_empty());
    }
}
