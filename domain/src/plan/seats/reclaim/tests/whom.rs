//! Which seats an address names.

use super::*;
use crate::plan::ledger::table;
use crate::rule::{CUS_29, Q_18, REG_29};

///
#[test]
fn an_address_named_twice_is_a_duplicate_whatever_its_case() {
    let mut class = Class::of(0, 1);
    class.give(0, 20, "ada", "ada");
    let plan = class.plan(&["Ada@Example.org", " ada@example.org "]);
    assert_eq!(results(&plan), ["reclaimed", "duplicate"]);
    assert_eq!(plan.rows[1].line, Some(2));
}

///
#[test]
fn a_holder_is_found_by_the_address_they_claimed_with_and_by_the_one_they_have_now() {
    let mut class = Class::of(0, 1);
    class.give(0, 20, "ada", "countess");
    assert_eq!(results(&class.plan(&["ada@example.org"])), ["reclaimed"]);
    assert_eq!(results(&class.plan(&["countess@example.org"])), ["reclaimed"]);
}

///
#[test]
fn an_address_that_passed_on_means_who_claimed_with_it_and_has_it_still() {
    let mut class = Class::of(0, 2);
    class.give(0, 20, "ada", "countess");
    class.give(1, 21, "ada", "ada");
    let plan = class.plan(&["ada@example.org"]);
    assert_eq!(results(&plan), ["reclaimed"]);
    assert_eq!(plan.rows[0].seat, Some(class.seats[1].seat.id));
}

///
#[test]
fn who_claimed_with_an_address_comes_before_who_has_it_now() {
    let mut class = Class::of(0, 2);
    class.give(0, 20, "ada", "countess");
    class.give(1, 21, "eve", "ada");
    let plan = class.plan(&["ada@example.org"]);
    assert_eq!(plan.rows[0].seat, Some(class.seats[0].seat.id));
    assert_eq!(plan.touched(), 1);
}

///
#[test]
fn an_address_that_two_claimed_with_and_neither_has_now_names_nobody() {
    let mut class = Class::of(0, 2);
    class.give(0, 20, "ada", "countess");
    class.give(1, 21, "ada", "eve");
    let plan = class.plan(&["ada@example.org"]);
    assert_eq!(results(&plan), [Q_18.as_str()]);
    assert_eq!(plan.touched(), 0);
}

/// REG-29
#[test]
fn all_seats_of_a_named_holder_are_taken_back() {
    let mut class = Class::of(0, 3);
    class.give(0, 20, "ada", "ada");
    class.give(1, 21, "bob", "bob");
    class.give(2, 20, "ada", "ada");
    let plan = class.plan(&["ada@example.org"]);
    assert_eq!(results(&plan), ["reclaimed", "reclaimed"]);
    assert_eq!(plan.customers.expected.len(), 1, "one stream, named once");
}

/// REG-29, Q-19
#[test]
fn the_answer_about_a_stranger_is_the_one_about_nobody() {
    let mut class = Class::of(0, 1);
    class.give(0, 20, "ada", "ada");
    let plan = class.plan(&["stranger@example.org", "not an address"]);
    assert_eq!(results(&plan), [REG_29.as_str(), CUS_29.as_str()]);
    let ReclaimResult::Refused { reason, .. } = &plan.rows[0].result else { panic!("{:?}", plan.rows) };
    assert!(reason.starts_with("nobody with this address holds one of these seats"), "{reason}");
}

/// REG-16
#[test]
fn a_file_of_addresses_is_read_by_its_column_and_line() {
    let settings = Settings::initial();
    let named = holders(&table("Email\nada@example.org\nbob@example.org"), &settings).unwrap();
    let lines: Vec<_> = named.iter().map(|named| (named.line, named.typed.reveal().as_str())).collect();
    assert_eq!(lines, [(2, "ada@example.org"), (3, "bob@example.org")]);
    let findings = holders(&table("Mail\nada@example.org"), &settings).unwrap_err();
    assert!(findings.is_unreadable);
}
