use super::super::{CustomerRefused, Status, StatusWord, change_status};
use super::*;
use crate::refusal::Outcome;

const LOCKED: Status = Status::Locked { automatic: None };

fn changed(customer: &Customer, to: Status, at: &str) -> Customer {
    let (outcome, events) = change_status(customer, to, instant(at)).unwrap();
    assert_eq!(outcome, Outcome::Applied);
    with(customer.clone(), &events, at)
}

/// CUS-14, CUS-18, CUS-19
#[test]
fn an_administrator_moves_an_account_from_any_status_to_any_other() {
    for from in [Status::Inactive, LOCKED] {
        for to in [Status::Active, Status::Inactive, LOCKED] {
            let before = changed(&active(), from.clone(), "2026-02-01T00:00:00Z");
            let (outcome, events) =
                change_status(&before, to.clone(), instant("2026-03-01T00:00:00Z")).unwrap();
            assert_eq!(outcome == Outcome::Unchanged, from == to);
            assert_eq!(events.is_empty(), from == to);
        }
    }
}

/// CUS-16, CUS-20
#[test]
fn a_status_holds_from_its_change_on_and_not_before() {
    let customer = changed(&active(), Status::Inactive, "2026-02-01T00:00:00Z");
    let change = instant("2026-02-01T00:00:00Z");
    assert_eq!(*customer.status_at(change.checked_add_micros(-1).unwrap()), Status::Active);
    assert_eq!(*customer.status_at(change), Status::Inactive);
    let back = changed(&customer, Status::Active, "2026-03-01T00:00:00Z");
    assert_eq!(*back.status_at(instant("2026-02-15T00:00:00Z")), Status::Inactive);
    assert_eq!(*back.status_at(instant("2026-03-01T00:00:00Z")), Status::Active);
}

/// CUS-16
#[test]
fn the_reason_for_a_change_stays_with_it() {
    let customer = changed(&active(), Status::Inactive, "2026-02-01T00:00:00Z");
    let note = customer.statuses[0].stamp.note.as_ref().unwrap();
    assert_eq!(note.as_str(), "asked by phone");
}

/// CUS-17, X-09
#[test]
fn a_lock_by_hand_and_a_lock_by_rule_are_told_apart() {
    let automatic = Status::Locked { automatic: Some("ten wrong passwords".to_owned()) };
    let customer = changed(&active(), automatic.clone(), "2026-02-01T00:00:00Z");
    assert_eq!(automatic.word(), StatusWord::Locked);
    assert_eq!(
        *changed(&customer, LOCKED, "2026-03-01T00:00:00Z").status_at(instant("2026-03-01T00:00:00Z")),
        LOCKED
    );
}

/// CUS-18
#[test]
fn setting_the_status_there_is_changes_nothing() {
    let now = instant("2026-03-01T00:00:00Z");
    assert_eq!(change_status(&active(), Status::Active, now), Ok((Outcome::Unchanged, Vec::new())));
}

/// CUS-14, CUS-18
#[test]
fn a_status_set_while_the_clock_is_back_overrules_one_that_holds_only_later() {
    let noon = instant("2026-03-01T12:00:00Z");
    let customer = changed(&active(), Status::Inactive, "2026-03-01T12:00:00Z");
    let back = changed(&customer, Status::Active, "2026-03-01T11:00:00Z");
    assert_eq!(*back.status_at(noon), Status::Active);
}

/// GDPR-11
#[test]
fn an_erased_record_has_no_status_to_change() {
    let now = instant("2026-03-01T00:00:00Z");
    assert_eq!(change_status(&erased(), Status::Inactive, now), Err(CustomerRefused::Erased(id(1))));
}

/// CUS-14
#[test]
fn a_status_is_one_of_three_words() {
    let words = [StatusWord::Active, StatusWord::Inactive, StatusWord::Locked].map(|word| word.to_string());
    assert_eq!(words, ["active", "inactive", "locked"]);
}
