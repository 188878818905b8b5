use proptest::prelude::*;

use super::super::Date;
use super::{any_date, date};

#[test]
fn a_date_has_one_form_only() {
    assert_eq!(date("2026-06-30").to_string(), "2026-06-30");
    assert_eq!(date(" 0001-01-01 "), Date::MIN);
    for (text, reason) in [
        ("2026-6-30", "another form"),
        ("30.06.2026", "another form"),
        ("06/30/2026", "another form"),
        ("20260630", "another form"),
        ("2026-06-30T00:00:00Z", "another form"),
        ("+026-06-30", "another form"),
        ("2026-06-31", "no such day"),
        ("2026-13-01", "no such day"),
        ("2026-00-10", "no such day"),
        ("0000-01-01", "not within 0001 to 9999"),
    ] {
        let refusal = Date::parse(text).unwrap_err().to_string();
        assert!(refusal.contains(reason), "{refusal}");
        assert!(
            refusal.contains(&format!("`{text}`")) && refusal.contains("accepted form: 2026-06-30"),
            "{refusal}"
        );
    }
}

#[test]
fn the_29th_of_february_exists_in_leap_years_only() {
    assert!(Date::parse("2024-02-29").is_ok());
    assert!(Date::parse("2000-02-29").is_ok());
    assert!(Date::parse("1900-02-29").is_err());
    assert!(Date::new(2026, 2, 29).is_err());
    assert!(Date::new(0, 2, 28).is_err());
    assert!(Date::new(-1, 2, 28).is_err());
}

#[test]
fn the_last_date_has_no_next_day() {
    assert_eq!(date("2028-02-28").next_day(), Some(date("2028-02-29")));
    assert_eq!(date("2027-02-28").next_day(), Some(date("2027-03-01")));
    assert_eq!(Date::MAX.next_day(), None);
}

proptest! {
    #[test]
    fn a_date_reads_back_as_it_was_printed(date in any_date()) {
        prop_assert_eq!(Date::parse(&date.to_string()).unwrap(), date);
        prop_assert_eq!(Date::new(date.year(), date.month(), date.day()).unwrap(), date);
        let json = serde_json::to_string(&date).unwrap();
        prop_assert_eq!(serde_json::from_str::<Date>(&json).unwrap(), date);
    }

    #[test]
    fn printed_dates_sort_as_the_dates_do(first in any_date(), second in any_date()) {
        prop_assert_eq!(first.cmp(&second), first.to_string().cmp(&second.to_string()));
    }

    #[test]
    fn the_next_day_is_the_least_date_that_is_later(first in any_date(), second in any_date()) {
        if let Some(next) = first.next_day() {
            prop_assert!(next > first);
            prop_assert!(second <= first || second >= next);
        }
    }

    #[test]
    fn any_text_is_a_date_or_a_refusal(text in ".{0,12}", near in "[0-9]{4}-[0-9]{2}-[0-9]{2}") {
        let _ = Date::parse(&text);
        let _ = Date::parse(&near);
    }
}
