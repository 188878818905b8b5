use std::num::NonZeroU32;

use proptest::prelude::*;

use super::super::{AccessDuration, Instant, Zone};
use super::{any_date, any_instant, any_zone, date, instant, zone};

fn duration(text: &str) -> AccessDuration {
    AccessDuration::parse(text).unwrap()
}

fn end(text: &str, start: &str, zone_name: &str) -> Option<String> {
    let end = duration(text).ends_after(instant(start), &zone(zone_name)).unwrap();
    end.map(|end| end.to_string())
}

/// Q-52
#[test]
fn days_are_exact_and_months_follow_the_calendar() {
    assert_eq!(end("30 days", "2026-01-31T09:00:00Z", "UTC").as_deref(), Some("2026-03-02T09:00:00Z"));
    assert_eq!(end("1 month", "2026-01-31T09:00:00Z", "UTC").as_deref(), Some("2026-02-28T09:00:00Z"));
    assert_eq!(end("1 month", "2028-01-31T09:00:00Z", "UTC").as_deref(), Some("2028-02-29T09:00:00Z"));
    assert_eq!(end("12 months", "2028-02-29T09:00:00Z", "UTC").as_deref(), Some("2029-02-28T09:00:00Z"));
    assert_eq!(end("365 days", "2028-02-29T09:00:00Z", "UTC").as_deref(), Some("2029-02-28T09:00:00Z"));
}

#[test]
fn a_day_lasts_24_hours_also_when_the_clocks_change() {
    let start = "2026-03-28T12:00:00+01:00";
    assert_eq!(end("1 day", start, "Europe/Berlin").as_deref(), Some("2026-03-29T11:00:00Z"));
    assert_eq!(end("1 month", start, "Europe/Berlin").as_deref(), Some("2026-04-28T10:00:00Z"));
}

/// ACC-10
#[test]
fn fixed_dates_last_through_the_end_of_their_last_day() {
    let start = "2013-10-05T00:00:00Z";
    let through = end("2013-10-01..2014-06-25", start, "Europe/London");
    assert_eq!(through.as_deref(), Some("2014-06-25T23:00:00Z"));
    assert_eq!(end("..2014-06-25", start, "UTC").as_deref(), Some("2014-06-26T00:00:00Z"));
    assert_eq!(end("2013-10-01..", start, "UTC"), None);
    assert_eq!(end("unlimited", start, "UTC"), None);
}

#[test]
fn one_day_may_be_both_the_first_and_the_last() {
    assert_eq!(duration("2026-06-30..2026-06-30").to_string(), "2026-06-30..2026-06-30");
}

#[test]
fn an_end_beyond_the_year_9999_is_refused() {
    for text in ["1 day", "4294967295 days", "1 month", "4294967295 months"] {
        let refusal = duration(text).ends_after(Instant::MAX, &Zone::utc()).unwrap_err().to_string();
        assert!(refusal.contains("outside the years 0001 to 9999"), "{refusal}");
    }
    let through = end("..9999-12-31", "2026-01-01T00:00:00Z", "Europe/Berlin");
    assert_eq!(through, Some(Instant::MAX.to_string()));
}

#[test]
fn a_duration_is_read_as_people_write_it() {
    assert_eq!(duration("1 day"), duration("1 Days"));
    assert_eq!(duration(" 12 months "), duration("12  month"));
    assert_eq!(duration("UNLIMITED"), AccessDuration::Unlimited);
    assert_eq!(duration("2013-10-01 .. 2014-06-25"), duration("2013-10-01..2014-06-25"));
}

#[test]
fn a_duration_of_another_form_is_refused_with_the_accepted_forms() {
    for (text, reason) in [
        ("", "another form"),
        ("30", "another form"),
        ("30days", "another form"),
        ("0 days", "lasts for nothing"),
        ("-1 days", "whole number"),
        ("1.5 months", "whole number"),
        ("+1 month", "whole number"),
        ("4294967296 days", "too large"),
        ("2 weeks", "neither days nor months"),
        ("..", "no date"),
        ("2014-06-25..2013-10-01", "start is after its end"),
    ] {
        let refusal = AccessDuration::parse(text).unwrap_err().to_string();
        assert!(refusal.contains(reason), "{refusal}");
        assert!(refusal.contains(&format!("`{text}`")) && refusal.contains("`1 month`"), "{refusal}");
    }
    let refusal = AccessDuration::parse("2013-10-01..2014-06-31").unwrap_err().to_string();
    assert!(refusal.contains("date `2014-06-31`"), "{refusal}");
}

#[test]
fn two_dates_in_the_wrong_order_are_refused_wherever_they_come_from() {
    assert!(AccessDuration::between(Some(date("2026-02-01")), Some(date("2026-01-31"))).is_err());
    let json = r#"{"kind":"fixed_dates","starts_on":"2026-02-01","ends_on":"2026-01-31"}"#;
    let refusal = serde_json::from_str::<AccessDuration>(json).unwrap_err().to_string();
    assert!(refusal.contains("start is after its end"), "{refusal}");
    assert!(serde_json::from_str::<AccessDuration>(r#"{"kind":"days","days":0}"#).is_err());
}

#[test]
fn no_dates_at_all_are_unlimited_access() {
    assert_eq!(AccessDuration::between(None, None), Ok(AccessDuration::Unlimited));
}

#[test]
fn the_stored_form_names_its_kind() {
    let json = |text: &str| serde_json::to_string(&duration(text)).unwrap();
    assert_eq!(json("30 days"), r#"{"kind":"days","days":30}"#);
    assert_eq!(json("1 month"), r#"{"kind":"months","months":1}"#);
    assert_eq!(json("..2014-06-25"), r#"{"kind":"fixed_dates","starts_on":null,"ends_on":"2014-06-25"}"#);
    assert_eq!(json("unlimited"), r#"{"kind":"unlimited"}"#);
}

fn any_duration() -> impl Strategy<Value = AccessDuration> {
    let any_count = || (1..=u32::MAX).prop_map(|count| NonZeroU32::new(count).unwrap());
    prop_oneof![
        any_count().prop_map(|days| AccessDuration::Days { days }),
        any_count().prop_map(|months| AccessDuration::Months { months }),
        (1_u32..2000).prop_map(|days| AccessDuration::Days { days: NonZeroU32::new(days).unwrap() }),
        Just(AccessDuration::Unlimited),
        (proptest::option::of(any_date()), proptest::option::of(any_date())).prop_map(|(one, other)| {
            match (one, other) {
                (Some(one), Some(other)) => {
                    AccessDuration::between(Some(one.min(other)), Some(one.max(other)))
                }
                _ => AccessDuration::between(one, other),
            }
            .unwrap()
        }),
    ]
}

proptest! {
    #[test]
    fn a_duration_reads_back_as_it_was_printed(duration in any_duration()) {
        prop_assert_eq!(AccessDuration::parse(&duration.to_string()).unwrap(), duration);
        let json = serde_json::to_string(&duration).unwrap();
        prop_assert_eq!(serde_json::from_str::<AccessDuration>(&json).unwrap(), duration);
    }

    #[test]
    fn counted_access_ends_later_than_it_starts(
        duration in any_duration(), start in any_instant(), zone in any_zone()
    ) {
        if let Ok(Some(end)) = duration.ends_after(start, &zone) {
            let is_fixed = matches!(duration, AccessDuration::FixedDates { .. });
            prop_assert!(end > start || is_fixed);
        }
    }

    #[test]
    fn any_text_is_a_duration_or_a_refusal(text in ".{0,30}", near in "[0-9-]{0,12}[ .]{0,3}[a-z0-9-]{0,12}") {
        let _ = AccessDuration::parse(&text);
        let _ = AccessDuration::parse(&near);
    }
}
