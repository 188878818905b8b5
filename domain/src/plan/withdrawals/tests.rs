use proptest::prelude::*;

use crate::customer::Status;
use crate::enrollment::{StateWord, state_at};
use crate::plan::ledger::{Ledger, at};
use crate::rule::{ACC_01, CUS_29, ENR_11, ENR_16, IMP_04, ORD_09, X_11};
use crate::time::Instant;

const ROSTER: &str = "First Name,Last Name,Email,Price ID,Order Date\n\
    Ada,Lovelace,ada@example.org,ALGEBRA,2026-01-10\n\
    Alan,Turing,alan@example.org,ALGEBRA,2026-01-10\n\
    Grace,Hopper,grace@example.org,,";

fn enrolled() -> Ledger {
    let mut ledger = Ledger::filled();
    ledger.apply_roster(ROSTER);
    ledger
}

fn file(rows: &[&str]) -> String {
    std::iter::once("Email,Course Code,Date").chain(rows.iter().copied()).collect::<Vec<_>>().join("\n")
}

fn state(ledger: &Ledger, email: &str, when: Instant) -> Option<StateWord> {
    let (catalogue, record) = (ledger.catalogue(), ledger.record(email));
    let course = catalogue.course_by_code("ALGEBRA").unwrap().id;
    let state = state_at(&record.grants_for(course, &catalogue), record.enrollment(course), when);
    state.map(|state| state.word())
}

/// ENR-09, X-19
#[test]
fn a_withdrawal_unenrolls_from_the_start_of_its_day_and_leaves_earlier_days_alone() {
    let mut ledger = enrolled();
    let text = file(&["ADA@example.org,algebra,2026-02-10"]);
    let plan = ledger.plan_withdrawals(&text);
    assert_eq!((plan.counts.unenrolled, plan.touched), (1, 1));
    ledger.apply_withdrawals(&text);
    let midnight = at("2026-02-09T23:00:00Z");
    let before = midnight.checked_add_micros(-1).unwrap();
    assert_eq!(state(&ledger, "ada@example.org", before), Some(StateWord::Enrolled));
    assert_eq!(state(&ledger, "ada@example.org", midnight), Some(StateWord::Unenrolled));
    assert_eq!(state(&ledger, "alan@example.org", midnight), Some(StateWord::Enrolled));
}

#[test]
fn a_withdrawal_to_come_counts_when_it_comes() {
    let mut ledger = enrolled();
    ledger.apply_withdrawals(&file(&["ada@example.org,ALGEBRA,2026-05-01T12:00:00Z"]));
    assert_eq!(state(&ledger, "ada@example.org", ledger.now), Some(StateWord::Enrolled));
    assert_eq!(state(&ledger, "ada@example.org", at("2026-05-01T12:00:00Z")), Some(StateWord::Unenrolled));
}

/// ENR-16
#[test]
fn who_is_unenrolled_by_then_already_is_left_alone() {
    let mut ledger = enrolled();
    ledger.apply_withdrawals(&file(&["ada@example.org,ALGEBRA,2026-02-10"]));
    let rows = [
        "ada@example.org,ALGEBRA,2026-02-20",
        "alan@example.org,ALGEBRA,2026-02-20",
        "alan@example.org,ALGEBRA,2026-02-21",
    ];
    let plan = ledger.plan_withdrawals(&file(&rows));
    let skipped: Vec<_> = plan.findings.skipped.iter().map(|row| (row.line, row.rules)).collect();
    assert_eq!(skipped, [(2, &[ENR_16][..]), (4, &[ENR_16][..])]);
    assert_eq!((plan.counts.unenrolled, plan.counts.skipped, plan.touched), (1, 2, 1));
}

/// X-11, ENR-11
#[test]
fn inactive_customers_are_passed_over_and_reported() {
    let mut ledger = enrolled();
    ledger.set_status("ada@example.org", Status::Inactive);
    ledger.set_status("alan@example.org", Status::Locked { automatic: None });
    let rows = ["ada@example.org,ALGEBRA,2026-02-10", "alan@example.org,ALGEBRA,2026-02-10"];
    let plan = ledger.plan_withdrawals(&file(&rows));
    let [row] = plan.findings.skipped.as_slice() else { panic!() };
    assert_eq!((row.line, row.rules), (2, &[X_11, ENR_11][..]));
    assert_eq!((plan.counts.unenrolled, plan.counts.skipped), (1, 1));
}

/// ACC-01
#[test]
fn rows_that_will_not_do_are_refused() {
    let plan = enrolled().plan_withdrawals(&file(&[
        "nobody@example.org,ALGEBRA,2026-02-10",
        "ada,ALGEBRA,2026-02-10",
        "ada@example.org,BIOLOGY,2026-02-10",
        "ada@example.org,ALGEBRA,10.2.2026",
        "grace@example.org,ALGEBRA,2026-02-10",
        "ada@example.org,ALGEBRA,2026-01-09",
        "ada@example.org,ALGEBRA,2026-01-10",
    ]));
    let found: Vec<_> = plan
        .findings
        .refused
        .iter()
        .map(|row| (row.line, row.column.as_deref().unwrap(), row.rules[0]))
        .collect();
    let expected = [
        (2, "Email", CUS_29),
        (3, "Email", CUS_29),
        (4, "Course Code", ORD_09),
        (5, "Date", IMP_04),
        (6, "Date", ACC_01),
        (7, "Date", ACC_01),
    ];
    assert_eq!(found, expected);
    assert_eq!((plan.counts.unenrolled, plan.counts.refused), (1, 6));
}

proptest! {
    /// ENR-16: whatever the rows, everybody withdrawn is out from the earliest of their days on, and a second time
    /// there is nothing left to do.
    #[test]
    fn withdrawals_hold_from_the_earliest_day_and_only_once(
        rows in prop::collection::vec((prop::bool::ANY, 11_u8..=28), 1..8),
    ) {
        let mut ledger = enrolled();
        let email = |is_ada| if is_ada { "ada@example.org" } else { "alan@example.org" };
        let lines: Vec<String> =
            rows.iter().map(|(is_ada, day)| format!("{},ALGEBRA,2026-01-{day}", email(*is_ada))).collect();
        let text = file(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        ledger.apply_withdrawals(&text);
        for is_ada in [true, false] {
            let earliest = rows.iter().filter(|row| row.0 == is_ada).map(|row| row.1).min();
            for day in 11..=28 {
                let noon = at(&format!("2026-01-{day}T12:00:00Z"));
                let is_out = earliest.is_some_and(|earliest| earliest <= day);
                let expected = if is_out { StateWord::Unenrolled } else { StateWord::Enrolled };
                prop_assert_eq!(state(&ledger, email(is_ada), noon), Some(expected));
            }
        }
        prop_assert_eq!(ledger.plan_withdrawals(&text).touched, 0);
    }
}
