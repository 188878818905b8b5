use proptest::prelude::*;

use super::super::Instant;
use super::{any_instant, instant};

fn refusal(text: &str) -> String {
    Instant::parse(text).unwrap_err().to_string()
}

#[test]
fn an_instant_is_printed_in_utc_without_a_fraction_it_does_not_have() {
    assert_eq!(instant("2026-06-30T16:05:00+02:00").to_string(), "2026-06-30T14:05:00Z");
    assert_eq!(instant("2026-06-30T16:05:00.000-05:30").to_string(), "2026-06-30T21:35:00Z");
    assert_eq!(instant("2026-06-30t14:05:00.5z").to_string(), "2026-06-30T14:05:00.500000Z");
    assert_eq!(instant("1969-12-31T23:59:59.999999Z").as_micros(), -1);
}

#[test]
fn the_first_and_the_last_instant_are_those_of_the_years_0001_and_9999() {
    assert_eq!(Instant::MIN.to_string(), "0001-01-01T00:00:00Z");
    assert_eq!(Instant::MAX.to_string(), "9999-12-31T23:59:59.999999Z");
    assert_eq!(instant("9999-12-31T23:59:59.999999Z"), Instant::MAX);
    assert_eq!(instant("0001-01-01T02:00:00+02:00"), Instant::MIN);
    assert!(Instant::MAX.checked_add_micros(1).is_err());
    assert!(Instant::MIN.checked_add_micros(-1).is_err());
    assert!(Instant::EPOCH.checked_add_micros(i64::MAX).is_err());
    assert!(Instant::from_micros(i64::MIN).is_err());
}

#[test]
fn an_offset_that_leads_out_of_the_years_0001_to_9999_is_refused() {
    assert!(refusal("9999-12-31T23:30:00-01:00").contains("in UTC it lies outside the years 0001 to 9999"));
    assert!(refusal("0001-01-01T00:30:00+01:00").contains("in UTC it lies outside the years 0001 to 9999"));
}

#[test]
fn a_leap_second_is_refused_with_the_accepted_form() {
    let refusal = refusal("2016-12-31T23:59:60Z");
    assert!(refusal.contains("`2016-12-31T23:59:60Z`"), "{refusal}");
    assert!(refusal.contains("leap second"), "{refusal}");
    assert!(refusal.contains("accepted form: 2026-06-30T14:05:00Z"), "{refusal}");
}

#[test]
fn what_is_finer_than_a_microsecond_is_refused_and_not_rounded() {
    assert!(refusal("2026-06-30T14:05:00.1234567Z").contains("finer than a microsecond"));
    assert!(refusal("2026-06-30T14:05:00.0000000000000000000000Z").contains("finer than a microsecond"));
}

#[test]
fn an_instant_needs_every_part_of_rfc_3339() {
    for (text, reason) in [
        ("", "another form"),
        ("2026-06-30", "another form"),
        ("2026-06-30T14:05Z", "another form"),
        ("2026-06-30 14:05:00Z", "another form"),
        ("2026-06-30T14:05:00", "another form"),
        ("2026-06-30T14:05:00.5", "offset from UTC is missing"),
        ("2026-06-30T14:05:00.Z", "digits are missing"),
        ("2026-06-30T14:05:00+0200", "another form"),
        ("2026-06-30T14:05:00+24:00", "no such offset"),
        ("2026-06-30T14:05:00+02:60", "no such offset"),
        ("2026-06-30T14:05:00Z.", "another form"),
        ("2026-02-30T14:05:00Z", "no such day"),
        ("2026-06-30T24:00:00Z", "no such time of day"),
        ("2026-06-30T14:60:00Z", "no such time of day"),
        ("2026-06-30T14:05:61Z", "no such time of day"),
        ("2026-06-30T1a:05:00Z", "another form"),
        ("2026-06-é0T14:05:00Z", "another form"),
        ("2026-06-é T14:05:00Z", "another form"),
        ("２026-06-30T14:05:00Z", "another form"),
        ("0000-06-30T14:05:00Z", "not within 0001 to 9999"),
    ] {
        let refusal = refusal(text);
        assert!(refusal.contains(reason), "{refusal}");
        assert!(refusal.contains(&format!("`{text}`")), "{refusal}");
    }
}

#[test]
fn a_refused_text_is_shown_on_one_line_and_not_at_full_length() {
    let refusal = refusal(&format!("a\n\u{1b}[31m{}", "9".repeat(1_000_000)));
    assert!(refusal.len() < 400, "{refusal}");
    assert!(!refusal.contains(char::is_control), "{refusal}");
}

proptest! {
    #[test]
    fn an_instant_reads_back_as_it_was_printed(instant in any_instant()) {
        prop_assert_eq!(Instant::parse(&instant.to_string()).unwrap(), instant);
        let json = serde_json::to_string(&instant).unwrap();
        prop_assert_eq!(&json, &format!("\"{instant}\""));
        prop_assert_eq!(serde_json::from_str::<Instant>(&json).unwrap(), instant);
    }

    #[test]
    fn an_instant_is_the_one_that_the_time_library_prints(instant in any_instant()) {
        let Ok(timestamp) = jiff::Timestamp::from_microsecond(instant.as_micros()) else { return Ok(()) };
        prop_assert_eq!(Instant::parse(&timestamp.to_string()).unwrap(), instant);
        prop_assert_eq!(instant.to_string().parse::<jiff::Timestamp>().unwrap(), timestamp);
    }

    #[test]
    fn printed_whole_seconds_sort_as_the_instants_do(first in any_instant(), second in any_instant()) {
        let whole = |instant: Instant| Instant::from_micros(instant.as_micros().div_euclid(1_000_000) * 1_000_000).unwrap();
        let (first, second) = (whole(first), whole(second));
        prop_assert_eq!(first.cmp(&second), first.to_string().cmp(&second.to_string()));
    }

    #[test]
    fn the_offset_moves_the_reading_and_not_the_instant(instant in any_instant(), minutes in -1439_i64..1440) {
        let Ok(shown) = instant.checked_add_micros(minutes * 60_000_000) else { return Ok(()) };
        let sign = if minutes < 0 { '-' } else { '+' };
        let offset = format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
        let text = shown.to_string().replace('Z', &offset);
        prop_assert_eq!(Instant::parse(&text).unwrap(), instant);
    }

    #[test]
    fn any_text_is_an_instant_or_a_refusal(text in ".{0,40}") {
        let _ = Instant::parse(&text);
    }

    #[test]
    fn a_text_near_the_accepted_form_is_an_instant_or_a_refusal(
        text in "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{0,20})?([Zz]|[+-][0-9é]{2}:[0-9]{2})?"
    ) {
        if let Ok(instant) = Instant::parse(&text) {
            prop_assert_eq!(Instant::parse(&instant.to_string()).unwrap(), instant);
        }
    }
}
