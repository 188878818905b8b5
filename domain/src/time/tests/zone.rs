use proptest::prelude::*;

use super::super::{Date, Instant, Zone};
use super::{any_date, any_instant, any_zone, date, instant, zone};

fn day(zone_name: &str, day: &str) -> (String, String) {
    let zone = zone(zone_name);
    (zone.start_of(date(day)).to_string(), zone.end_of(date(day)).to_string())
}

fn bounds(start: &str, end: &str) -> (String, String) {
    (start.to_owned(), end.to_owned())
}

///
#[test]
fn the_day_the_clocks_go_forward_in_berlin_is_a_day_of_23_hours() {
    assert_eq!(day("Europe/Berlin", "2026-03-29"), bounds("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"));
}

///
#[test]
fn the_day_the_clocks_go_back_in_berlin_is_a_day_of_25_hours() {
    assert_eq!(day("Europe/Berlin", "2026-10-25"), bounds("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"));
}

/// INV-02
#[test]
fn no_change_of_the_clocks_makes_a_window_a_day_shorter() {
    let berlin = zone("Europe/Berlin");
    let through =
        |first: &str, last: &str| berlin.whole_days(berlin.start_of(date(first)), berlin.end_of(date(last)));
    assert_eq!(through("2026-03-01", "2026-06-30"), 122);
    assert_eq!(through("2026-09-01", "2026-11-30"), 91);
    let start = instant("2026-09-01T10:00:00Z");
    let days = |count: i64| start.checked_add_micros(count * 86_400_000_000).unwrap();
    assert_eq!(berlin.whole_days(start, days(90)), 90);
    assert_eq!(berlin.whole_days(start, days(90).checked_add_micros(-1).unwrap()), 89);
    assert_eq!((berlin.whole_days(start, start), berlin.whole_days(days(1), start)), (0, 0));
}

/// INV-02
#[test]
fn the_day_under_way_is_one_of_the_days_that_are_left() {
    let berlin = zone("Europe/Berlin");
    let end = berlin.end_of(date("2026-11-30"));
    let left = |day: &str| berlin.days_left(instant(day), end);
    assert_eq!(left("2026-11-19T12:00:00Z"), 12);
    assert_eq!((left("2026-11-30T22:59:59Z"), left("2026-11-30T23:00:00Z")), (1, 0));
    assert_eq!(berlin.days_left(berlin.start_of(date("2026-09-01")), end), 91);
    assert_eq!(berlin.days_left(berlin.start_of(date("2026-03-29")), berlin.end_of(date("2026-03-29"))), 1);
}

///
#[test]
fn one_date_ends_at_another_instant_in_every_zone() {
    assert_eq!(day("Pacific/Apia", "2026-03-29"), bounds("2026-03-28T11:00:00Z", "2026-03-29T11:00:00Z"));
    assert_eq!(day("America/Havana", "2026-03-29"), bounds("2026-03-29T04:00:00Z", "2026-03-30T04:00:00Z"));
    assert_eq!(day("Asia/Kathmandu", "2026-03-29"), bounds("2026-03-28T18:15:00Z", "2026-03-29T18:15:00Z"));
}

///
#[test]
fn a_day_whose_midnight_is_skipped_begins_at_the_skip() {
    // In Havana the clocks go from 00:00 to 01:00.
    assert_eq!(day("America/Havana", "2026-03-08"), bounds("2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"));
    assert_eq!(day("America/Havana", "2026-03-07"), bounds("2026-03-07T05:00:00Z", "2026-03-08T05:00:00Z"));
}

#[test]
fn a_day_begins_at_the_skip_also_when_the_skip_begins_before_midnight() {
    // In Toronto the clocks went from 23:30 to 00:30, so the new day had no first half hour.
    assert_eq!(day("America/Toronto", "1919-03-31"), bounds("1919-03-31T04:30:00Z", "1919-04-01T04:00:00Z"));
}

///
#[test]
fn a_day_whose_midnight_comes_twice_begins_at_the_first() {
    // In Havana the clocks go from 01:00 back to 00:00.
    assert_eq!(day("America/Havana", "2026-11-01"), bounds("2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"));
}

///
#[test]
fn a_day_of_which_the_last_hour_comes_twice_ends_after_the_second() {
    // In Beirut the clocks go from 00:00 back to 23:00.
    assert_eq!(day("Asia/Beirut", "2026-10-24"), bounds("2026-10-23T21:00:00Z", "2026-10-24T22:00:00Z"));
}

#[test]
fn a_day_that_does_not_exist_is_empty_and_lies_at_the_skip() {
    // Apia crossed the date line at the end of 2011-12-29.
    assert_eq!(day("Pacific/Apia", "2011-12-29"), bounds("2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z"));
    assert_eq!(day("Pacific/Apia", "2011-12-30"), bounds("2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z"));
    assert_eq!(day("Pacific/Apia", "2011-12-31"), bounds("2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"));
}

#[test]
fn the_last_date_ends_at_the_last_instant_in_every_zone() {
    for name in ["UTC", "Pacific/Apia", "America/Havana", "Etc/GMT+12"] {
        assert_eq!(zone(name).end_of(Date::MAX), Instant::MAX, "{name}");
        assert_eq!(zone(name).date_at(Instant::MAX), Date::MAX, "{name}");
        assert_eq!(zone(name).date_at(Instant::MIN), Date::MIN, "{name}");
    }
    assert_eq!(day("America/Havana", "9999-12-31").0, "9999-12-31T05:00:00Z");
    assert_eq!(day("Europe/Berlin", "9999-12-30"), bounds("9999-12-29T23:00:00Z", "9999-12-30T23:00:00Z"));
}

///
#[test]
fn a_month_after_the_31st_of_january_is_the_last_day_of_february() {
    let utc = Zone::utc();
    let months = |start: &str, months| utc.add_months(instant(start), months).unwrap().to_string();
    assert_eq!(months("2026-01-31T09:00:00Z", 1), "2026-02-28T09:00:00Z");
    assert_eq!(months("2028-01-31T09:00:00Z", 1), "2028-02-29T09:00:00Z");
    assert_eq!(months("2026-01-31T09:00:00Z", 3), "2026-04-30T09:00:00Z");
    assert_eq!(months("2028-02-29T09:00:00Z", 12), "2029-02-28T09:00:00Z");
    assert_eq!(months("2028-02-29T09:00:00Z", 48), "2032-02-29T09:00:00Z");
    assert_eq!(months("2026-12-15T09:00:00.000001Z", 1), "2027-01-15T09:00:00.000001Z");
}

#[test]
fn months_keep_the_time_of_day_across_a_change_of_the_clocks() {
    let berlin = zone("Europe/Berlin");
    let winter = instant("2026-03-15T09:00:00+01:00");
    assert_eq!(berlin.add_months(winter, 1).unwrap(), instant("2026-04-15T09:00:00+02:00"));
}

#[test]
fn the_last_day_of_a_month_is_told_in_the_zone_and_not_in_utc() {
    // In Auckland it is already the 31st, in UTC still the 30th.
    let start = instant("2026-01-31T09:00:00+13:00");
    assert_eq!(zone("Pacific/Auckland").add_months(start, 1).unwrap(), instant("2026-02-28T09:00:00+13:00"));
}

#[test]
fn months_that_lead_into_a_skipped_hour_move_on_by_the_skip() {
    let berlin = zone("Europe/Berlin");
    let start = instant("2026-02-28T02:30:00+01:00").checked_add_micros(86_400_000_000).unwrap();
    assert_eq!(start, instant("2026-03-01T02:30:00+01:00"));
    let skipped = berlin.add_months(instant("2026-01-29T02:30:00+01:00"), 2).unwrap();
    assert_eq!(skipped, instant("2026-03-29T03:30:00+02:00"));
}

#[test]
fn months_that_lead_into_a_doubled_hour_take_its_first_passing() {
    let berlin = zone("Europe/Berlin");
    let doubled = berlin.add_months(instant("2026-09-25T02:30:00+02:00"), 1).unwrap();
    assert_eq!(doubled, instant("2026-10-25T02:30:00+02:00"));
    let second_passing = instant("2026-10-25T02:30:00+01:00");
    assert_eq!(berlin.add_months(second_passing, 0).unwrap(), second_passing);
}

#[test]
fn months_beyond_the_year_9999_are_refused() {
    for months in [1, 12, 100_000, u32::MAX] {
        let refusal =
            Zone::utc().add_months(instant("9999-12-15T00:00:00Z"), months).unwrap_err().to_string();
        assert!(refusal.contains("outside the years 0001 to 9999"), "{refusal}");
        assert!(refusal.contains(&format!("{months} months after 9999-12-15T00:00:00Z")), "{refusal}");
    }
    // In Apia the year 10000 begins half a day earlier.
    let apia = zone("Pacific/Apia");
    assert_eq!(apia.add_months(instant("9999-11-30T10:00:00Z"), 1), Ok(instant("9999-12-30T10:00:00Z")));
    assert!(apia.add_months(instant("9999-11-30T12:00:00Z"), 1).is_err());
}

#[test]
fn a_zone_is_found_by_its_name_in_any_case() {
    assert_eq!(zone("europe/BERLIN").name(), "Europe/Berlin");
    assert_eq!(zone(" utc ").name(), "UTC");
    assert_eq!(zone("UTC"), Zone::utc());
    assert_ne!(zone("Europe/Berlin"), zone("Europe/Vienna"));
}

#[test]
fn a_zone_that_is_not_in_the_database_is_refused_by_name() {
    for name in [
        "",
        "Berlin",
        "Europe/Atlantis",
        "+02:00",
        "CEST-2",
        "Etc/Unknown",
        "local",
        "../etc/localtime",
        "/etc/localtime",
    ] {
        let refusal = Zone::parse(name).unwrap_err().to_string();
        assert!(refusal.contains(&format!("`{name}`")) && refusal.contains("Europe/Berlin"), "{refusal}");
    }
}

proptest! {
    #[test]
    fn the_start_of_a_day_is_its_first_instant(date in any_date(), zone in any_zone()) {
        let start = zone.start_of(date);
        if date > Date::MIN && start > Instant::MIN && start < Instant::MAX {
            prop_assert!(zone.date_at(start) >= date);
            prop_assert!(zone.date_at(start.checked_add_micros(-1).unwrap()) < date);
            // Only a day that the zone skipped as a whole begins on a later date.
            prop_assert!(zone.date_at(start) == date || zone.end_of(date) == start);
        }
    }

    #[test]
    fn days_follow_each_other_without_gap_or_overlap(date in any_date(), zone in any_zone()) {
        prop_assert!(zone.start_of(date) <= zone.end_of(date));
        if let Some(next) = date.next_day() {
            prop_assert_eq!(zone.end_of(date), zone.start_of(next));
        }
    }

    #[test]
    fn every_instant_lies_within_its_own_date(instant in any_instant(), zone in any_zone()) {
        let date = zone.date_at(instant);
        let is_near_the_end_of_time = date == Date::MIN || date == Date::MAX;
        // Where the clocks fall back across midnight, the last hour of a day comes again after that day has ended.
        let has_come_before = zone.is_twice(zone.civil_at(instant));
        prop_assert!(zone.start_of(date) <= instant || is_near_the_end_of_time);
        prop_assert!(instant < zone.end_of(date) || is_near_the_end_of_time || has_come_before);
    }

    #[test]
    fn months_end_later_and_on_the_same_or_the_last_day(
        instant in any_instant(), months in 1_u32..600, zone in any_zone()
    ) {
        let Ok(later) = zone.add_months(instant, months) else { return Ok(()) };
        prop_assert!(later > instant);
        let (from, to) = (zone.date_at(instant), zone.date_at(later));
        let is_month_end = to.next_day().is_none_or(|next| next.day() == 1);
        // A skipped time of day may push the end into the next day.
        prop_assert!(to.day() == from.day() || is_month_end || to.day() == 1 || to.day() == from.day() + 1);
    }

    #[test]
    fn nothing_at_either_end_of_time_panics(
        instant in any_instant(), date in any_date(), zone in any_zone(), months in any::<u32>()
    ) {
        let _ = zone.add_months(instant, months);
        let _ = (zone.date_at(instant), zone.start_of(date), zone.end_of(date));
    }

    #[test]
    fn a_zone_reads_back_as_it_was_printed(zone in any_zone()) {
        prop_assert_eq!(&Zone::parse(zone.name()).unwrap(), &zone);
        let json = serde_json::to_string(&zone).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Zone>(&json).unwrap(), &zone);
    }
}
