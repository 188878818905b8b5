use std::collections::BTreeSet;

use proptest::prelude::*;

use super::roster_with;
use crate::plan::ledger::Ledger;
use crate::plan::roster::{RosterOptions, RosterPlan};

/// A row that may be good or bad, of few people, groups, prices and dates, so that they meet.
fn row() -> impl Strategy<Value = String> {
    let name = prop_oneof![8 => Just("Lee"), 1 => Just("Kim"), 1 => Just("")];
    let email =
        prop_oneof![8 => "[a-d]@example\\.org", 1 => "[A-D]@EXAMPLE\\.org", 1 => Just("x".to_owned())];
    let password = prop_oneof![8 => Just(""), 1 => Just("a long enough one"), 1 => Just("short")];
    let group = prop_oneof![4 => Just(""), 2 => Just("blue"), 2 => Just("RED"), 1 => Just("green")];
    let price = prop_oneof![3 => Just(""), 2 => Just("MONTH"), 2 => Just("ever"), 1 => Just("YEAR")];
    let cost = prop_oneof![6 => Just(""), 2 => Just("9.99"), 1 => Just("-1")];
    let date =
        prop_oneof![4 => Just(""), 1 => Just("2026-02-29"), 3 => Just("2025-12-24"), 1 => Just("9999-12-31")];
    (name, email, password, group, price, cost, date).prop_map(
        |(name, email, password, group, price, cost, date)| {
            format!("{name},Park,{email},{password},{group},{price},{cost},{date}")
        },
    )
}

fn rows() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(row(), 0..24)
}

fn text(rows: &[String]) -> String {
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    roster_with("Order Date", &rows)
}

fn plan(ledger: &Ledger, rows: &[String]) -> RosterPlan {
    let options = RosterOptions { allow_repeat: true, ..RosterOptions::default() };
    ledger.plan_roster_with(&text(rows), options)
}

fn refused_lines(plan: &RosterPlan) -> BTreeSet<u32> {
    plan.findings.refused.iter().map(|row| row.line).collect()
}

/// The rows that the plan does not refuse.
fn good(rows: &[String], plan: &RosterPlan) -> Vec<String> {
    let bad = refused_lines(plan);
    rows.iter().zip(2..).filter(|(_, line)| !bad.contains(line)).map(|(row, _)| row.clone()).collect()
}

fn email_of(row: &str) -> String {
    row.split(',').nth(2).unwrap().to_lowercase()
}

proptest! {
    /// applying any plan to what it was made from never fails, whatever the rows.
    #[test]
    fn what_a_plan_would_write_can_be_written(first in rows(), second in rows()) {
        let mut ledger = Ledger::filled();
        for rows in [first, second] {
            let plan = plan(&ledger, &rows);
            let touched = plan.touched;
            prop_assert_eq!(plan.changes.customers.expected.len() as u64, touched);
            ledger.fold(plan.changes.customers);
        }
    }

    /// IMP-21
    #[test]
    fn customers_created_and_existing_are_the_distinct_emails_of_the_good_rows(
        before in rows(),
        rows in rows(),
    ) {
        let mut ledger = Ledger::filled();
        let known = plan(&ledger, &before);
        ledger.fold(known.changes.customers);
        let held = ledger.records.len() as u64;
        let plan = plan(&ledger, &rows);
        let emails: BTreeSet<String> = good(&rows, &plan).iter().map(|row| email_of(row)).collect();
        let counts = plan.counts;
        prop_assert_eq!(counts.created + counts.existing, emails.len() as u64);
        prop_assert_eq!(counts.refused, refused_lines(&plan).len() as u64);
        ledger.fold(plan.changes.customers);
        prop_assert_eq!(ledger.records.len() as u64, held + counts.created);
        let grants: usize = ledger.records.values().map(|record| record.grants.len()).sum();
        prop_assert_eq!(grants as u64, known.counts.grants + counts.grants);
        let joined: usize = ledger.records.values().map(|it| it.customer.memberships.len()).sum();
        prop_assert_eq!(joined as u64, known.counts.group_memberships + counts.group_memberships);
    }

    /// IMP-23
    #[test]
    fn planning_twice_comes_to_the_same(rows in rows()) {
        let ledger = Ledger::filled();
        let (first, second) = (plan(&ledger, &rows), plan(&ledger, &rows));
        prop_assert_eq!(first.counts, second.counts);
        prop_assert_eq!(first.findings, second.findings);
        prop_assert_eq!(first.touched, second.touched);
        prop_assert_eq!(first.fingerprint, second.fingerprint);
    }

    /// refused rows have no events, so leaving them out of the file changes nothing.
    #[test]
    fn a_file_without_its_refused_rows_has_the_same_plan(rows in rows()) {
        let ledger = Ledger::filled();
        let whole = plan(&ledger, &rows);
        let mended = plan(&ledger, &good(&rows, &whole));
        prop_assert_eq!(mended.counts.refused, 0);
        let mut counts = mended.counts;
        (counts.rows, counts.refused) = (whole.counts.rows, whole.counts.refused);
        prop_assert_eq!(counts, whole.counts);
        prop_assert_eq!(mended.changes.customers.events.len(), whole.changes.customers.events.len());
    }

    #[test]
    fn the_order_of_rows_about_different_people_does_not_matter(
        (rows, shuffled) in rows().prop_flat_map(|rows| {
            // Rows of one email stay in their order; the emails themselves change places.
            let emails: Vec<String> =
                rows.iter().map(|row| email_of(row)).collect::<BTreeSet<_>>().into_iter().collect();
            let order = Just(emails).prop_shuffle();
            (Just(rows), order).prop_map(|(rows, order)| {
                let of = |email: &String| rows.iter().filter(|row| email_of(row) == *email).cloned().collect::<Vec<_>>();
                let shuffled: Vec<String> = order.iter().flat_map(of).collect();
                (rows, shuffled)
            })
        })
    ) {
        let ledger = Ledger::filled();
        prop_assert_eq!(plan(&ledger, &rows).counts, plan(&ledger, &shuffled).counts);
    }

    /// a second time without prices there is nothing left to give.
    #[test]
    fn rows_without_a_price_give_nothing_a_second_time(rows in rows()) {
        let mut ledger = Ledger::filled();
        let free: Vec<String> =
            rows.into_iter().filter(|row| row.split(',').nth(5) == Some("")).collect();
        let first = plan(&ledger, &free);
        let refused = first.counts.refused;
        ledger.fold(first.changes.customers);
        let again = plan(&ledger, &free);
        prop_assert_eq!(again.touched, 0);
        prop_assert_eq!(again.counts.created, 0);
        prop_assert_eq!(again.counts.refused, refused);
    }
}
