use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::customer::{CustomerEvent, Status};
use crate::record::story::{Story, at};
use crate::refusal::Refusal;
use crate::rule::X_05;
use crate::settings::{Retained, RetainedRows};
use crate::time::{Date, Instant, Zone};

const DAY: i64 = 86_400_000_000;

fn later(instant: Instant, micros: i64) -> Instant {
    instant.checked_add_micros(micros).unwrap()
}

/// Counts as a store does: those before the first bound, between two of them, and from the last on.
fn counted(rows: &[Instant], bounds: &[Instant]) -> RetainedCounts {
    let mut counts = vec![0; bounds.len() + 1];
    for row in rows {
        counts[bounds.iter().filter(|bound| *row >= **bound).count()] += 1;
    }
    RetainedCounts { oldest: rows.iter().min().copied(), rows: counts }
}

fn line(rows: &[Instant], days: Option<u32>, now: Instant, zone: &Zone) -> CalendarLine {
    let bounds = calendar_bounds(days, now, zone);
    calendar_line(Retained::Inactive, days, &counted(rows, &bounds), now, zone)
}

/// X-05: the microsecond before, at and after.
#[test]
fn what_is_exactly_as_old_as_the_period_stays_and_what_is_older_goes() {
    let now = at("2026-03-15T12:00:00Z");
    let before = cut(30, now);
    assert_eq!(before, at("2026-02-13T12:00:00Z"));
    assert_eq!(due_at(30, before), now);
    assert!(cut(30, later(now, -1)) <= later(before, -1) && cut(30, later(now, 1)) > before);
}

#[test]
fn the_calendar_counts_by_months_of_the_tenants_zone() {
    let berlin = Zone::parse("Europe/Berlin").unwrap();
    let now = at("2026-01-31T22:00:00Z");
    let rows =
        ["2025-12-31T22:59:59Z", "2026-01-01T22:59:59Z", "2026-01-01T23:00:00Z", "2026-01-31T22:00:00Z"];
    let found = line(&rows.map(at), Some(30), now, &berlin);
    assert_eq!((found.rows, found.due, found.later), (4, 1, 0));
    let month = |text| Date::parse(text).unwrap();
    // In Berlin it is January until 23:00 in UTC.
    assert_eq!(found.months[0], MonthDue { month: month("2026-01-01"), rows: 1 });
    assert_eq!(found.months[1], MonthDue { month: month("2026-02-01"), rows: 1 });
    assert_eq!(found.months[2], MonthDue { month: month("2026-03-01"), rows: 1 });
    assert_eq!((found.months.len(), found.months[11].month), (12, month("2026-12-01")));
    assert_eq!(found.first_due_at, Some(at("2026-01-30T22:59:59Z")));
    let kept = line(&rows.map(at), None, now, &berlin);
    assert_eq!((kept.rows, kept.due, kept.months.len(), kept.later), (4, 0, 0, 4));
    assert_eq!((kept.first_due_at, kept.oldest), (None, Some(at(rows[0]))));
}

#[test]
fn a_plan_past_the_threshold_is_confirmed_by_its_number() {
    assert_eq!(guard(2, 2, None), Ok(()));
    assert_eq!(guard(3, 2, None), Err(RetentionRefused::Unconfirmed { touched: 3, threshold: 2 }));
    assert_eq!(guard(3, 2, Some(3)), Ok(()));
    let other = guard(3, 5, Some(2)).unwrap_err();
    assert_eq!(
        (other, other.rules()),
        (RetentionRefused::OtherCount { touched: 3, confirmed: 2 }, &[X_05][..])
    );
}

/// X-05
#[test]
fn a_person_is_due_who_was_inactive_all_the_time() {
    let mut story = Story::begin();
    let due = |story: &Story, before| erase_due(&story.record.customer, at(before));
    assert!(due(&story, "2026-03-01").is_err(), "who is active is never due");
    story.write("2026-02-01", [CustomerEvent::StatusChanged { status: Status::Inactive }]);
    assert_eq!(inactive_since(&story.record.customer), Some(at("2026-02-01")));
    assert!(due(&story, "2026-02-01").is_err());
    assert_eq!(due(&story, "2026-02-01T00:00:00.000001Z"), Ok(()));
    story.write("2026-02-05", [CustomerEvent::StatusChanged { status: Status::Active }]);
    assert!(due(&story, "2026-03-01").is_err());
    story.write("2026-02-09", [CustomerEvent::StatusChanged { status: Status::Inactive }]);
    assert!(due(&story, "2026-02-08").is_err(), "the time begins anew");
    assert_eq!(due(&story, "2026-02-10"), Ok(()));
    story.write("2026-03-01", [CustomerEvent::CustomerErased]);
    assert!(due(&story, "2026-04-01").is_err(), "nobody is erased twice");
}

#[test]
fn the_log_says_what_went_and_reads_it_back() {
    let event = crate::settings::TenantEvent::RetentionApplied {
        retained: RetainedRows::Answers,
        before: at("2026-02-01"),
        rows: 7,
    };
    let written = serde_json::to_value(&event).unwrap();
    let told =
        r#"{"kind":"retention_applied","retained":"answers","before":"2026-02-01T00:00:00Z","rows":7}"#;
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(told).unwrap());
    assert_eq!(serde_json::from_value::<crate::settings::TenantEvent>(written).unwrap(), event);
}

fn instants() -> impl Strategy<Value = Instant> {
    prop_oneof![
        4 => at("2024-01-01").as_micros()..at("2029-01-01").as_micros(),
        1 => Instant::MIN.as_micros()..=Instant::MAX.as_micros(),
    ]
    .prop_map(|micros| Instant::from_micros(micros).unwrap())
}

fn zones() -> impl Strategy<Value = Zone> {
    proptest::sample::select(vec!["UTC", "Europe/Berlin", "Pacific/Apia", "America/St_Johns"])
        .prop_map(|name| Zone::parse(name).unwrap())
}

proptest! {
    /// X-05
    #[test]
    fn a_cut_comes_later_with_time_and_sooner_with_a_longer_period(
        now in instants(), then in instants(), days in 1_u32..=36_500, more in 0_u32..=36_500,
    ) {
        let (sooner, later) = (now.min(then), now.max(then));
        prop_assert!(cut(days, sooner) <= cut(days, later));
        prop_assert!(cut(days + more, now) <= cut(days, now));
    }

    /// X-05: nothing that is younger than its period lies before the cut.
    #[test]
    fn nothing_younger_than_its_period_ever_goes(
        row in instants(), now in instants(), days in 1_u32..=36_500,
    ) {
        if row < cut(days, now) {
            prop_assert!(now.as_micros() - row.as_micros() > i64::from(days) * DAY);
            prop_assert!(due_at(days, row) < now);
        }
    }

    #[test]
    fn the_calendar_tells_every_row_once(
        rows in vec(instants(), 0..40), days in proptest::option::of(1_u32..=3_000), now in instants(), zone in zones(),
    ) {
        let bounds = calendar_bounds(days, now, &zone);
        prop_assert!(bounds.is_sorted());
        let found = line(&rows, days, now, &zone);
        let in_months: u64 = found.months.iter().map(|month| month.rows).sum();
        prop_assert_eq!(found.due + in_months + found.later, rows.len() as u64);
        prop_assert_eq!(found.rows, rows.len() as u64);
        if let Some(days) = days {
            let due = rows.iter().filter(|row| **row < cut(days, now)).count() as u64;
            prop_assert_eq!(found.due, due);
        }
    }

    /// What the calendar promises for a month is what has fallen due in it once the month is over.
    #[test]
    fn what_falls_due_in_a_month_is_due_when_the_month_is_over(
        rows in vec(instants(), 0..40), days in 1_u32..=3_000, zone in zones(),
        now in at("2024-01-01").as_micros()..at("2029-01-01").as_micros(),
    ) {
        let now = Instant::from_micros(now).unwrap();
        let found = line(&rows, Some(days), now, &zone);
        let mut promised = found.due;
        for (place, month) in found.months.iter().enumerate() {
            promised += month.rows;
            let Some(next) = found.months.get(place + 1) else { continue };
            let then = line(&rows, Some(days), zone.start_of(next.month), &zone);
            prop_assert_eq!(then.due, promised);
        }
    }
}
