use proptest::prelude::*;

use super::super::{AccessRefused, Dates, FrozenTerm, freeze};
use crate::catalogue::{Anchor, PriceTerms, SeatPolicy};
use crate::money::{Currency, Money};
use crate::record::story::{at, day, no_dates};
use crate::refusal::Refusal;
use crate::rule::{ACC_04, ACC_09};
use crate::text::Title;
use crate::time::{AccessDuration, Instant, Zone};

fn terms(duration: &str, anchor: Anchor) -> PriceTerms {
    PriceTerms {
        title: Title::parse("one").unwrap(),
        unit_price: Money::zero(Currency::USD),
        duration: AccessDuration::parse(duration).unwrap(),
        anchor,
        makes_registration_codes: false,
        seats: SeatPolicy::default(),
        adds_to_groups: Vec::new(),
        reserved_to_groups: Vec::new(),
    }
}

fn frozen(duration: &str, anchor: Anchor, dates: Dates) -> Result<FrozenTerm, AccessRefused> {
    let zone = Zone::parse("Europe/Berlin").unwrap();
    freeze(&terms(duration, anchor), at("2026-01-31T09:00:00Z"), at("2026-02-10T12:00:00Z"), dates, &zone)
}

fn bounds(duration: &str, anchor: Anchor, dates: Dates) -> (Instant, Option<Instant>) {
    let window = frozen(duration, anchor, dates).unwrap().window;
    (window.starts_at(), window.ends_at())
}

/// ACC-03, IMP-19, Q-52
#[test]
fn the_window_counts_from_the_order_date() {
    let start = at("2026-01-31T09:00:00Z");
    for (duration, end) in [
        ("30 days", Some(at("2026-03-02T09:00:00Z"))),
        ("1 month", Some(at("2026-02-28T09:00:00Z"))),
        ("unlimited", None),
    ] {
        assert_eq!(bounds(duration, Anchor::OrderDate, no_dates()), (start, end), "{duration}");
    }
}

/// PRC-01, Q-03
#[test]
fn a_price_anchored_at_redemption_counts_from_the_taking() {
    let expected = (at("2026-02-10T12:00:00Z"), Some(at("2026-02-11T12:00:00Z")));
    assert_eq!(bounds("1 days", Anchor::Redemption, no_dates()), expected);
}

/// PRC-01, ACC-10
#[test]
fn fixed_dates_are_whole_days_of_the_zone_whatever_the_order_date() {
    let spring = bounds("2026-03-01..2026-03-29", Anchor::OrderDate, no_dates());
    assert_eq!(spring, (at("2026-02-28T23:00:00Z"), Some(at("2026-03-29T22:00:00Z"))));
    let past = bounds("2025-03-01..2025-03-02", Anchor::OrderDate, no_dates());
    assert_eq!(past, (at("2025-02-28T23:00:00Z"), Some(at("2025-03-02T23:00:00Z"))));
}

/// PRC-01
#[test]
fn a_price_counting_from_the_first_launch_has_no_end_until_then() {
    let waits = frozen("10 days", Anchor::FirstLaunch, no_dates()).unwrap();
    assert_eq!(waits.window.ends_at(), None);
    assert_eq!(waits.from_first_launch, Some(AccessDuration::parse("10 days").unwrap()));
    let unlimited = frozen("unlimited", Anchor::FirstLaunch, no_dates()).unwrap();
    assert_eq!(unlimited.from_first_launch, None);
}

/// ACC-09, IMP-22
#[test]
fn dates_typed_for_the_grant_win_over_the_price() {
    let both = Dates { starts: Some(day("2026-05-01")), ends: Some(day("2026-05-31")) };
    let may = (at("2026-04-30T22:00:00Z"), Some(at("2026-05-31T22:00:00Z")));
    for duration in ["30 days", "2026-03-01..2026-06-30", "unlimited"] {
        assert_eq!(bounds(duration, Anchor::OrderDate, both), may, "{duration}");
    }
    let started = Dates { starts: Some(day("2026-05-01")), ends: None };
    assert_eq!(bounds("2 days", Anchor::OrderDate, started), (may.0, Some(at("2026-05-02T22:00:00Z"))));
    let ended = Dates { starts: None, ends: Some(day("2026-05-31")) };
    let launched = frozen("10 days", Anchor::FirstLaunch, ended).unwrap();
    assert_eq!((launched.window.ends_at(), launched.from_first_launch), (may.1, None));
}

/// ACC-09
#[test]
fn typed_dates_in_the_wrong_order_are_refused() {
    let dates = Dates { starts: Some(day("2026-06-01")), ends: Some(day("2026-05-31")) };
    let refused = frozen("30 days", Anchor::OrderDate, dates).unwrap_err();
    assert_eq!(refused.rules(), [ACC_09]);
    let one_day = Dates { starts: Some(day("2026-06-01")), ends: Some(day("2026-06-01")) };
    assert!(frozen("30 days", Anchor::OrderDate, one_day).is_ok());
}

/// ACC-04
#[test]
fn an_end_past_the_year_9999_is_refused() {
    let refused = frozen("4000000000 days", Anchor::OrderDate, no_dates()).unwrap_err();
    assert_eq!(refused.rules(), [ACC_04]);
    assert!(refused.to_string().contains("4000000000 days"), "{refused}");
}

proptest! {
    /// ACC-03
    #[test]
    fn a_counted_window_starts_with_the_order_and_holds_it(
        micros in 0..4_000_000_000_000_000_i64, days in 1..5000_u32,
    ) {
        let ordered_at = Instant::from_micros(micros).unwrap();
        let terms = terms(&format!("{days} days"), Anchor::OrderDate);
        let window = freeze(&terms, ordered_at, Instant::MAX, no_dates(), &Zone::utc()).unwrap().window;
        prop_assert_eq!(window.starts_at(), ordered_at);
        prop_assert!(window.contains(ordered_at));
        let length = window.ends_at().unwrap().as_micros() - micros;
        prop_assert_eq!(length, i64::from(days) * 86_400_000_000);
    }
}
