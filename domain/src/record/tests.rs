use super::story::{Story, at, code, no_dates};
use super::{AssignProduct, AssignRefused, CustomerRecord, RecordEvent, assign, cancel_order, may_delete};
use crate::access::{AccessEvent, GrantOrigin, GrantState, Standing};
use crate::catalogue::{Catalogue, Price};
use crate::customer::{CustomerEvent, Identity, MembershipSource};
use crate::group::leave;
use crate::id::{CountingIds, GrantId, GroupId, OrderId, PriceId};
use crate::money::{Currency, Money};
use crate::order::{OrderLine, OrderStatus, PaymentType, PlaceOrder, place};
use crate::refusal::{Outcome, Refusal};
use crate::rule::{CUS_22, GDPR_11, GRP_11, ORD_08, ORD_09, X_01};
use crate::settings::DeleteRule;
use crate::time::Zone;

fn command<'a>(catalogue: &'a Catalogue, product: &str, price: Option<&'a Price>) -> AssignProduct<'a> {
    let ids = CountingIds::starting_at(900);
    AssignProduct {
        product: catalogue.product_by_code(product).unwrap(),
        price,
        order: OrderId::next(&ids),
        grant: GrantId::next(&ids),
        origin: GrantOrigin::Assignment,
        cost: Money::zero(Currency::USD),
        ordered_at: at("2026-01-10"),
        now: at("2026-01-10"),
        dates: no_dates(),
    }
}

fn refused(
    record: &CustomerRecord,
    catalogue: &Catalogue,
    product: &str,
    price: Option<&Price>,
) -> AssignRefused {
    assign(record, catalogue, &command(catalogue, product, price), &Zone::utc()).unwrap_err()
}

/// ORD-02, ORD-03, ORD-04, ORD-06, X-02, X-03, Q-16
#[test]
fn assigning_a_product_completes_an_order_at_no_cost_and_opens_at_once() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-30");
    let order = story.record.order(story.order_of(grant)).unwrap();
    assert_eq!(order.status(), OrderStatus::Processed);
    assert_eq!(order.payment_type, PaymentType::Import);
    assert_eq!(order.total(), Some(Money::zero(Currency::USD)));
    assert_eq!(order.lines[0].quantity, 1);
    assert_eq!(story.grant(grant).state_at(at("2026-01-10")), Some(GrantState::InForce));
}

/// ORD-01, ACC-06
#[test]
fn every_order_and_every_grant_stays_in_the_history() {
    let mut story = Story::begin();
    for ordered in ["2026-01-10", "2026-01-10", "2026-05-10"] {
        story.assign(ordered, "BBB-30");
    }
    story.cancel_order("2026-05-11", story.record.orders[0].id);
    story.revoke("2026-05-12", story.record.grants[1].id);
    assert_eq!((story.record.orders.len(), story.record.grants.len()), (3, 3));
}

/// ORD-14
#[test]
fn cancelling_suspends_only_what_the_order_granted_and_reinstating_brings_the_same_grants_back() {
    let mut story = Story::begin();
    let cancelled = story.assign("2026-01-10", "BBB-30");
    let other = story.assign("2026-01-10", "BBB-30");
    let before = story.grant(cancelled).window;
    story.cancel_order("2026-01-12", story.order_of(cancelled));
    assert_eq!(story.grant(cancelled).standing_at(at("2026-01-12")), Standing::Suspended);
    assert_eq!(story.grant(other).standing_at(at("2026-01-12")), Standing::Held);
    story.reinstate_order("2026-01-14", story.order_of(cancelled));
    assert_eq!(story.grant(cancelled).standing_at(at("2026-01-14")), Standing::Held);
    assert_eq!(story.grant(cancelled).window, before);
    assert_eq!(story.record.grants.len(), 2);
}

/// ORD-14, ACC-13
#[test]
fn a_revoked_grant_stays_revoked_when_its_order_comes_back() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-30");
    let order = story.order_of(grant);
    story.revoke("2026-01-11", grant);
    story.cancel_order("2026-01-12", order);
    story.reinstate_order("2026-01-13", order);
    assert_eq!(story.grant(grant).standing_at(at("2026-01-14")), Standing::Revoked);
}

/// ORD-14
#[test]
fn cancelling_twice_changes_nothing() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-30");
    story.cancel_order("2026-01-12", story.order_of(grant));
    let order = story.record.orders[0].clone();
    assert_eq!(cancel_order(&story.record, &order), Ok((Outcome::Unchanged, Vec::new())));
}

/// ORD-09
#[test]
fn a_product_with_several_prices_needs_one_to_be_named_and_it_must_be_its_own() {
    let story = Story::begin();
    let (record, catalogue) = (&story.record, &story.catalogue);
    let several = refused(record, catalogue, "BBB", None);
    assert_eq!(several.rules(), [ORD_09]);
    assert_eq!(several.to_string(), "product `BBB` has 4 prices; name the one that is meant");
    let others = refused(record, catalogue, "BBB", catalogue.price_by_code("CARD-30"));
    assert_eq!(others.to_string(), "price `CARD-30` does not sell product `BBB`");
    let single = command(catalogue, "CARD", None);
    assert!(assign(record, catalogue, &single, &story.zone).is_ok());
    let card = catalogue.price_by_code("CARD-30").unwrap();
    let second =
        Price { id: PriceId::next(&CountingIds::starting_at(800)), code: code("CARD-2"), ..card.clone() };
    let two = Catalogue::new(catalogue.products().to_vec(), vec![card.clone(), second], Vec::new());
    let of_two = refused(record, &two, "CARD", None);
    assert_eq!(of_two.to_string(), "product `CARD` has 2 prices; name the one that is meant");
    let priceless = Catalogue::new(catalogue.products().to_vec(), Vec::new(), Vec::new());
    assert_eq!(refused(record, &priceless, "CARD", None).rules(), [ORD_09]);
}

/// ORD-08
#[test]
fn a_cost_is_in_the_currency_of_the_price() {
    let story = Story::begin();
    let cost = Money::from_minor(100, Currency::parse("EUR").unwrap());
    let command = AssignProduct { cost, ..command(&story.catalogue, "CARD", None) };
    let refused = assign(&story.record, &story.catalogue, &command, &story.zone).unwrap_err();
    assert_eq!(refused.rules(), [ORD_08]);
    assert_eq!(
        refused.to_string(),
        "a cost of 1.00 EUR is not in the USD of the price; give an amount in USD"
    );
}

fn may_go(story: &Story, rule: DeleteRule, when: &str) -> bool {
    may_delete(&story.record, &story.catalogue, rule, at(when)).is_ok()
}

/// X-01, CUS-22
#[test]
fn who_has_neither_orders_nor_access_can_be_deleted_under_either_rule() {
    let story = Story::begin();
    for rule in [DeleteRule::Neither, DeleteRule::Either] {
        assert!(may_go(&story, rule, "2026-01-10"), "{rule:?}");
    }
}

/// X-01, ORD-10
#[test]
fn an_assigned_product_keeps_its_customer_and_after_its_end_only_where_orders_count() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    let end = "2026-02-09T00:00:00Z";
    for before in ["2026-01-05", "2026-01-10", "2026-02-08T23:59:59.999999Z"] {
        assert!(!may_go(&story, DeleteRule::Neither, before), "{before}");
        assert!(!may_go(&story, DeleteRule::Either, before), "{before}");
    }
    assert!(!may_go(&story, DeleteRule::Neither, end));
    assert!(may_go(&story, DeleteRule::Either, end));
    let (record, catalogue) = (&story.record, &story.catalogue);
    let refused = may_delete(record, catalogue, DeleteRule::Neither, at(end)).unwrap_err();
    assert_eq!((refused.orders, refused.grants), (1, 0));
    assert_eq!(refused.rules(), [X_01, CUS_22]);
}

///
#[test]
fn who_holds_a_seat_of_somebody_elses_order_is_kept_until_it_is_taken_back() {
    let mut story = Story::begin();
    let grant = story.claim_seat("2026-01-10", "BBB-EVER");
    let refused =
        may_delete(&story.record, &story.catalogue, DeleteRule::Neither, at("2026-01-12")).unwrap_err();
    assert_eq!((refused.orders, refused.grants), (0, 1));
    story.revoke("2026-01-13", grant);
    assert!(may_go(&story, DeleteRule::Neither, "2026-01-13"));
}

///
#[test]
fn a_cancelled_order_is_history_and_gives_no_access() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-EVER");
    story.cancel_order("2026-01-12", story.order_of(grant));
    assert!(!may_go(&story, DeleteRule::Neither, "2026-01-12"));
    assert!(may_go(&story, DeleteRule::Either, "2026-01-12"));
}

///
#[test]
fn an_order_that_was_never_finished_keeps_nobody() {
    for (status, may) in [
        (OrderStatus::New, true),
        (OrderStatus::Abandoned, true),
        (OrderStatus::Pending, false),
        (OrderStatus::Processed, false),
    ] {
        let mut story = Story::begin();
        let price = story.catalogue.price_by_code("CARD-30").unwrap();
        let (number, quantity, unit_cost) = (1, 1, Money::zero(Currency::USD));
        let line = OrderLine { number, product: price.product, price: price.id, quantity, unit_cost };
        let order = OrderId::next(&CountingIds::starting_at(700));
        let payment_type = PaymentType::CreditCard;
        let placed = place(PlaceOrder { order, payment_type, status, lines: vec![line] }).unwrap();
        story.write("2026-01-10", [placed]);
        assert_eq!(may_go(&story, DeleteRule::Neither, "2026-01-10"), may, "{status}");
    }
}

///
#[test]
fn access_by_an_end_typed_later_than_the_window_counts() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    story.type_end("2026-02-01", "BBB", "2026-06-30");
    assert!(!may_go(&story, DeleteRule::Either, "2026-03-01"));
    assert!(may_go(&story, DeleteRule::Either, "2026-07-01"));
}

/// GDPR-11
#[test]
fn nothing_is_assigned_to_an_erased_record() {
    let mut story = Story::begin();
    story.record.customer.identity = Identity::Erased { at: at("2026-01-05") };
    assert_eq!(refused(&story.record, &story.catalogue, "CARD", None).rules(), [GDPR_11]);
}

/// PRC-01, GRP-09, GRP-11
#[test]
fn a_price_may_be_reserved_to_groups_and_put_its_buyer_into_others() {
    let mut story = Story::begin();
    let ids = CountingIds::starting_at(500);
    let (club, alumni) = (GroupId::next(&ids), GroupId::next(&ids));
    let mut price = story.catalogue.price_by_code("CARD-30").unwrap().clone();
    price.terms.reserved_to_groups = vec![club];
    price.terms.adds_to_groups = vec![alumni];
    let catalogue = story.catalogue.clone();
    let outside = refused(&story.record, &catalogue, "CARD", Some(&price));
    assert_eq!(outside.rules(), [GRP_11]);
    let source = MembershipSource::Administrator;
    story.write("2026-01-05", [CustomerEvent::GroupJoined { group: club, source }]);
    let wanted = command(&catalogue, "CARD", Some(&price));
    let events = assign(&story.record, &catalogue, &wanted, &story.zone).unwrap();
    let joined = CustomerEvent::GroupJoined { group: alumni, source: MembershipSource::Price };
    assert_eq!(events.last(), Some(&RecordEvent::Customer(joined)));
    story.write("2026-01-10", events);
    let again = assign(&story.record, &catalogue, &wanted, &story.zone).unwrap();
    assert_eq!(again.len(), 2);
}

/// GRP-04
#[test]
fn a_price_that_puts_its_buyers_into_a_group_acts_on_each_purchase_and_on_nothing_else() {
    let mut story = Story::begin();
    let group = GroupId::next(&CountingIds::starting_at(500));
    let catalogue = story.catalogue.clone();
    let mut price = catalogue.price_by_code("CARD-30").unwrap().clone();
    let joins = |story: &mut Story, price: &Price| {
        let wanted = command(&catalogue, "CARD", Some(price));
        let events = assign(&story.record, &catalogue, &wanted, &story.zone).unwrap();
        story.write("2026-01-10", events);
        story.record.customer.is_member_of(group)
    };
    assert!(!joins(&mut story, &price));
    price.terms.adds_to_groups = vec![group];
    assert!(joins(&mut story, &price));
    story.write("2026-01-11", leave(&story.record.customer, group).unwrap());
    assert!(!story.record.customer.is_member_of(group));
    assert!(joins(&mut story, &price));
    price.terms.adds_to_groups.clear();
    assert!(joins(&mut story, &price), "who is in stays in");
}

#[test]
fn an_event_about_an_order_or_grant_that_is_not_there_changes_nothing_but_the_revision() {
    let mut story = Story::begin();
    let before = story.record.clone();
    let grant = GrantId::next(&CountingIds::starting_at(999));
    story.write("2026-01-05", [AccessEvent::AccessRevoked { grant }]);
    assert_eq!(story.record.revision, before.revision.next());
    assert_eq!(story.record.grants, before.grants);
}
