use super::*;
use crate::organization::{OrganizationRefused, place, retitle};
use crate::refusal::{Outcome, Refusal};
use crate::rule::{VIEW_06, VIEW_11};

fn codes(all: &Hierarchy, ids: &[OrganizationId]) -> Vec<String> {
    ids.iter().map(|id| all.get(*id).unwrap().code.to_string()).collect()
}

/// VIEW-06
#[test]
fn everything_below_an_organization_is_found_in_code_order_and_nothing_beside_it() {
    let all = acme();
    assert_eq!(codes(&all, &all.with_all_below(&[id(1)])), ["ACME", "LEEDS", "SHOP", "York"]);
    assert_eq!(codes(&all, &all.with_all_below(&[id(3)])), ["SHOP", "York"]);
    assert_eq!(codes(&all, &all.with_all_below(&[id(4), id(3), id(5)])), ["OTHER", "SHOP", "York"]);
    assert!(all.with_all_below(&[id(77)]).is_empty() && all.with_all_below(&[]).is_empty());
}

#[test]
fn the_way_up_begins_with_the_organization_itself() {
    let all = acme();
    let upward: Vec<&str> = all.upward(id(4)).map(|one| one.code.as_str()).collect();
    assert_eq!(upward, ["SHOP", "York", "ACME"]);
    assert_eq!(all.upward(id(77)).count(), 0);
}

#[test]
fn a_code_is_found_in_any_letter_case() {
    let all = acme();
    assert_eq!(all.by_code(&code("york")).map(|one| one.id), Some(id(3)));
    assert_eq!(all.by_code(&code("PARIS")), None);
    assert_eq!(all.all().len(), 5);
}

/// VIEW-11
#[test]
fn a_code_that_another_organization_has_is_refused() {
    let refused = add(command("acme", None), &acme()).unwrap_err();
    assert_eq!((&refused, refused.rules()), (&OrganizationRefused::CodeTaken(code("acme")), &[VIEW_11][..]));
}

#[test]
fn a_parent_that_does_not_exist_is_refused() {
    assert_eq!(add(command("WEST", Some(77)), &acme()), Err(OrganizationRefused::NoParent(id(77))));
    let all = acme();
    let shop = all.get(id(4)).unwrap();
    assert_eq!(place(shop, Some(id(77)), &all), Err(OrganizationRefused::NoParent(id(77))));
}

/// VIEW-06
#[test]
fn an_organization_is_put_elsewhere_with_all_below_it_but_never_below_itself() {
    let all = acme();
    let york = all.get(id(3)).unwrap();
    let moved = |parent| vec![OrganizationEvent::OrganizationPlaced { parent }];
    assert_eq!(place(york, Some(id(5)), &all), Ok((Outcome::Applied, moved(Some(id(5))))));
    assert_eq!(place(york, None, &all), Ok((Outcome::Applied, moved(None))));
    assert_eq!(place(york, Some(id(1)), &all), Ok((Outcome::Unchanged, Vec::new())));
    for below in [3, 4] {
        let refused = place(york, Some(id(below)), &all).unwrap_err();
        assert!(matches!(refused, OrganizationRefused::BelowItself { .. }), "{refused}");
        assert_eq!(refused.rules(), &[VIEW_06]);
    }
}

#[test]
fn a_title_is_changed_and_saying_it_again_changes_nothing() {
    let mut shop = organization(4, "SHOP", Some(3));
    let (outcome, events) = retitle(&shop, title("The shop"));
    assert_eq!(outcome, Outcome::Applied);
    shop.apply(&events[0], Revision::new(2));
    assert_eq!((shop.title.as_str(), shop.code.as_str()), ("The shop", "SHOP"));
    assert_eq!((shop.parent, shop.revision), (Some(id(3)), Revision::new(2)));
    assert_eq!(retitle(&shop, title("The shop")), (Outcome::Unchanged, Vec::new()));
}

/// A circle that got into the facts all the same ends no reader.
#[test]
fn facts_that_go_round_in_a_circle_are_read_once_each() {
    let all = Hierarchy::new(vec![organization(1, "A", Some(2)), organization(2, "B", Some(1))]);
    assert_eq!(all.upward(id(1)).count(), 2);
    assert_eq!(all.with_all_below(&[id(1)]).len(), 2);
}
