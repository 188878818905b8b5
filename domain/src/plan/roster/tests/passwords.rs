use super::{refused_at, roster, warned};
use crate::customer::CustomerEvent;
use crate::plan::Warning;
use crate::plan::ledger::Ledger;
use crate::plan::roster::RosterOptions;
use crate::record::RecordEvent;
use crate::rule::Q_33;
use crate::secret::PasswordHash;

const LONG: &str = "correct horse battery";

/// IMP-05
#[test]
fn a_blank_password_sets_none() {
    let mut ledger = Ledger::filled();
    let text = roster(&["Ada,Lovelace,ada@example.org,,,,", "Alan,Turing,alan@example.org,   ,,,"]);
    assert!(ledger.plan_roster(&text).changes.passwords().is_empty());
    ledger.apply_roster(&text);
    assert_eq!(ledger.record("ada@example.org").customer.password.set_at, None);
}

/// IMP-05
#[test]
fn a_given_password_is_set_by_its_hash_once_that_is_there() {
    let ledger = Ledger::filled();
    let row = format!("Ada,Lovelace,ada@example.org,{LONG},,ALGEBRA,");
    let mut plan = ledger.plan_roster(&roster(&["Alan,Turing,alan@example.org,,,,", &row]));
    let [new] = plan.changes.passwords() else { panic!() };
    assert_eq!((new.line, new.password.reveal()), (3, LONG));
    let hash = PasswordHash::from_stored("hash");
    assert!(plan.changes.set_hashes(Vec::new()).is_err());
    plan.changes.set_hashes(vec![hash.clone()]).unwrap();
    let set: Vec<_> = plan.changes.customers.events.iter().map(|planned| &planned.event).collect();
    let expected = CustomerEvent::PasswordSet { hash: Some(hash), must_change: false };
    assert_eq!(*set[2], RecordEvent::Customer(expected));
    assert!(plan.changes.passwords().is_empty());
}

///
#[test]
fn a_password_that_breaks_the_policy_refuses_its_row() {
    let ledger = Ledger::filled();
    let too_long = "x".repeat(1025);
    for password in ["short", "fourteen chars", &too_long] {
        let row = format!("Ada,Lovelace,ada@example.org,{password},,,");
        let plan = ledger.plan_roster(&roster(&[&row]));
        assert_eq!(refused_at(&plan), (2, "Password", Q_33));
    }
}

///
#[test]
fn another_password_in_a_further_row_of_the_email_does_not_count_and_is_warned_about() {
    let first = format!("Ada,Lovelace,ada@example.org,{LONG},,ALGEBRA,");
    let same = format!("Ada,Lovelace,ada@example.org,{LONG},,MONTH,");
    let other = "Ada,Lovelace,ada@example.org,another one of hers,,EVER,";
    let plan = Ledger::filled().plan_roster(&roster(&[&first, &same, other]));
    assert_eq!(warned(&plan), [(4, Warning::OtherPassword)]);
    assert_eq!(plan.changes.passwords().len(), 1);
}

///
#[test]
fn passwords_for_an_existing_customer_count_for_nothing_and_are_not_compared() {
    let mut ledger = Ledger::filled();
    ledger.apply_roster(&roster(&["Ada,Lovelace,ada@example.org,,,,"]));
    let rows = [
        "Ada,Lovelace,ada@example.org,a password of hers,blue,,",
        "Ada,Lovelace,ada@example.org,another one of hers,red,,",
    ];
    let plan = ledger.plan_roster(&roster(&rows));
    assert_eq!(warned(&plan), []);
    assert!(plan.changes.passwords().is_empty());
}

/// IMP-14, Q-34
#[test]
fn a_demanded_change_concerns_only_the_accounts_that_the_import_makes() {
    let mut ledger = Ledger::filled();
    ledger.apply_roster(&roster(&["Ada,Lovelace,ada@example.org,,,,"]));
    let options = RosterOptions { require_password_change: true, ..RosterOptions::default() };
    let row = format!("Alan,Turing,alan@example.org,{LONG},,,");
    let text = roster(&["Ada,Lovelace,ada@example.org,,,MONTH,", &row, "Grace,Hopper,grace@example.org,,,,"]);
    let plan = ledger.plan_roster_with(&text, options);
    ledger.fold(plan.changes.customers);
    let is_due = |email: &str| ledger.record(email).customer.password.is_due_at(ledger.now);
    assert!(!is_due("ada@example.org"));
    assert!(is_due("alan@example.org"));
    assert!(is_due("grace@example.org"));
}
