use proptest::prelude::*;

use super::super::{AccessRefused, AccessWindow};
use crate::record::story::at;
use crate::refusal::Refusal;
use crate::rule::ACC_09;
use crate::time::Instant;

fn any_instant() -> impl Strategy<Value = Instant> {
    (Instant::MIN.as_micros()..=Instant::MAX.as_micros())
        .prop_map(|micros| Instant::from_micros(micros).unwrap())
}

///
#[test]
fn a_window_is_born_ended_when_it_is_over_by_its_order_or_by_the_giving() {
    let (start, end, last) = (at("2026-01-01"), at("2026-02-01"), at("2026-01-31T23:59:59.999999Z"));
    let window = AccessWindow::parse(start, Some(end)).unwrap();
    for (ordered_at, now, is_born_ended) in
        [(start, end, true), (end, start, true), (start, last, false), (last, start, false)]
    {
        assert_eq!(window.is_born_ended(ordered_at, now), is_born_ended, "{ordered_at} {now}");
    }
    assert!(!AccessWindow::unending_from(start).is_born_ended(end, end));
}

/// ACC-09
#[test]
fn a_stored_window_is_checked_when_it_is_read_back() {
    let window = AccessWindow::parse(at("2026-01-01"), Some(at("2026-02-01"))).unwrap();
    let stored = serde_json::to_string(&window).unwrap();
    assert_eq!(serde_json::from_str::<AccessWindow>(&stored).unwrap(), window);
    let backwards = stored.replace("2026-02-01", "2025-02-01");
    assert!(serde_json::from_str::<AccessWindow>(&backwards).is_err());
}

/// ACC-09
#[test]
fn an_end_at_or_before_the_start_is_refused() {
    let start = at("2026-01-10");
    for end in [start, at("2026-01-09")] {
        let refused = AccessWindow::parse(start, Some(end)).unwrap_err();
        assert_eq!(refused, AccessRefused::EndNotAfterStart { starts_at: start, ends_at: end });
        assert_eq!(refused.rules(), [ACC_09]);
        assert!(refused.to_string().contains("2026-01-10T00:00:00Z"), "{refused}");
    }
}

proptest! {
    /// ACC-10
    #[test]
    fn a_window_is_half_open(start in any_instant(), end in any_instant(), probe in any_instant()) {
        prop_assume!(start < end);
        let window = AccessWindow::parse(start, Some(end)).unwrap();
        prop_assert!(window.contains(start));
        prop_assert!(!window.contains(end));
        prop_assert!(window.contains(end.checked_add_micros(-1).unwrap()));
        prop_assert_eq!(window.contains(probe), start <= probe && probe < end);
    }

    /// ACC-09
    #[test]
    fn a_window_without_end_holds_every_later_instant(start in any_instant(), probe in any_instant()) {
        prop_assert_eq!(AccessWindow::unending_from(start).contains(probe), start <= probe);
    }
}
