use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::{CustomerRefused, clear_manager, set_manager};
use super::*;
use crate::refusal::{Outcome, Refusal};
use crate::rule::VIEW_03;

fn numbered(number: u64) -> Customer {
    Customer { id: id(number), ..active() }
}

/// VIEW-03
#[test]
fn a_customer_has_one_manager_and_another_takes_the_place_of_the_first() {
    let (ada, grace, alan) = (numbered(1), numbered(2), numbered(3));
    let led = with(ada.clone(), &set_manager(&ada, &grace, &[]).unwrap().1, "2026-02-01T00:00:00Z");
    assert!(led.ties.is_managed_by(grace.id));
    assert_eq!(set_manager(&led, &grace, &[]), Ok((Outcome::Unchanged, Vec::new())));
    let other = with(led.clone(), &set_manager(&led, &alan, &[]).unwrap().1, "2026-02-02T00:00:00Z");
    assert!(other.ties.is_managed_by(alan.id) && !other.ties.is_managed_by(grace.id));
    let (outcome, events) = clear_manager(&other);
    assert_eq!(outcome, Outcome::Applied);
    let alone = with(other, &events, "2026-02-03T00:00:00Z");
    assert_eq!(clear_manager(&alone), (Outcome::Unchanged, Vec::new()));
}

/// VIEW-03, N96
#[test]
fn nobody_is_a_manager_above_themselves() {
    let (ada, grace) = (numbered(1), numbered(2));
    for (manager, above) in [(&ada, vec![]), (&grace, vec![ada.id]), (&grace, vec![id(9), ada.id])] {
        let refused = set_manager(&ada, manager, &above).unwrap_err();
        assert_eq!(refused, CustomerRefused::ManagedByThemselves { customer: ada.id, manager: manager.id });
        assert_eq!(refused.rules(), &[VIEW_03]);
    }
}

/// GDPR-11
#[test]
fn an_erased_record_neither_has_nor_is_a_manager() {
    let gone = Customer { id: id(9), ..erased() };
    assert_eq!(set_manager(&gone, &numbered(1), &[]), Err(CustomerRefused::Erased(gone.id)));
    assert_eq!(set_manager(&numbered(1), &gone, &[]), Err(CustomerRefused::Erased(gone.id)));
}

/// The managers above a customer, from the bottom up.
fn above(people: &BTreeMap<CustomerId, Customer>, of: CustomerId) -> Vec<CustomerId> {
    let manager =
        |id: &CustomerId| people.get(id).and_then(|one| one.ties.manager.as_ref()).map(|tie| tie.to);
    std::iter::successors(manager(&of), manager).take(people.len() + 1).collect()
}

proptest! {
    /// VIEW-03, N96
    #[test]
    fn whatever_is_decided_the_way_up_from_anybody_has_an_end(
        commands in vec((1_u64..7, 1_u64..7), 0..40),
    ) {
        let mut people: BTreeMap<_, _> = (1..7).map(|number| (id(number), numbered(number))).collect();
        for (who, manager) in commands {
            let line = above(&people, id(manager));
            let before = people[&id(who)].clone();
            let decided = set_manager(&before, &people[&id(manager)], &line);
            let would_circle = who == manager || line.contains(&id(who));
            prop_assert_eq!(decided.is_err(), would_circle);
            let after = with(before, &decided.map(|(_, events)| events).unwrap_or_default(), "2026-02-01T00:00:00Z");
            people.insert(id(who), after);
            for one in people.keys() {
                prop_assert!(above(&people, *one).len() < people.len());
            }
        }
    }
}
