use super::{refused_at, roster, roster_with, warned};
use crate::access::{GrantOrigin, GrantState};
use crate::catalogue::Anchor;
use crate::customer::MembershipSource;
use crate::money::{Currency, Money};
use crate::order::{OrderStatus, PaymentType};
use crate::plan::Warning;
use crate::plan::ledger::{Ledger, at};
use crate::plan::roster::RosterOptions;
use crate::rule::{GRP_11, Q_22};

/// IMP-07, IMP-09, IMP-19, IMP-20, ACC-03
#[test]
fn a_priced_row_is_a_completed_order_of_one_unit_with_payment_type_import() {
    let mut ledger = Ledger::filled();
    ledger.apply_roster(&roster(&["Ada,Lovelace,ada@example.org,,,MONTH,12.5"]));
    let ada = ledger.record("ada@example.org");
    let [order] = ada.orders.as_slice() else { panic!() };
    assert_eq!((order.payment_type, order.status()), (PaymentType::Import, OrderStatus::Processed));
    assert_eq!(order.total(), Some(Money::from_minor(1250, Currency::USD)));
    assert_eq!((order.lines.len(), order.lines[0].quantity), (1, 1));
    let [grant] = ada.grants.as_slice() else { panic!() };
    assert_eq!((grant.source.origin, grant.source.order), (GrantOrigin::Import, order.id));
    assert_eq!(grant.window.starts_at(), ledger.now);
    assert_eq!(grant.window.ends_at(), Some(at("2026-03-31T11:00:00Z")));
}

///
#[test]
fn a_blank_cost_is_zero() {
    let mut ledger = Ledger::filled();
    ledger.apply_roster(&roster(&["Ada,Lovelace,ada@example.org,,,MONTH,"]));
    assert_eq!(ledger.record("ada@example.org").orders[0].total(), Some(Money::zero(Currency::USD)));
}

///
#[test]
fn a_price_that_makes_codes_is_granted_directly_because_a_row_is_one_seat() {
    let mut ledger = Ledger::filled();
    ledger.price_mut("MONTH").terms.makes_registration_codes = true;
    ledger.apply_roster(&roster(&["Ada,Lovelace,ada@example.org,,,MONTH,"]));
    assert_eq!(ledger.record("ada@example.org").grants.len(), 1);
}

///
#[test]
fn the_same_email_with_the_same_price_twice_is_refused_unless_repeats_are_allowed() {
    let ledger = Ledger::filled();
    let text = roster(&[
        "Ada,Lovelace,ada@example.org,,,MONTH,",
        "Ada,Lovelace,ada@example.org,,,EVER,",
        "Ada,Lovelace,Ada@Example.org,,red,month,",
    ]);
    let plan = ledger.plan_roster(&text);
    assert_eq!(refused_at(&plan), (4, "Price ID", Q_22));
    assert!(plan.findings.refused[0].reason.contains("line 2"));
    assert_eq!((plan.counts.orders, plan.counts.group_memberships), (2, 0));
    let options = RosterOptions { allow_repeat: true, ..RosterOptions::default() };
    let plan = ledger.plan_roster_with(&text, options);
    assert_eq!((plan.findings.refused.len(), plan.counts.orders), (0, 3));
}

/// a sale that was refused itself is no sale.
#[test]
fn a_price_whose_first_row_was_refused_may_be_sold_by_the_next() {
    let plan = Ledger::filled().plan_roster(&roster(&[
        "Ada,Lovelace,ada@example.org,,green,MONTH,",
        "Ada,Lovelace,ada@example.org,,blue,MONTH,",
    ]));
    assert_eq!((plan.counts.refused, plan.counts.created, plan.counts.orders), (1, 1, 1));
}

/// IMP-22, ACC-03
#[test]
fn an_order_date_is_the_start_of_that_day_and_the_order_is_true_from_then() {
    let mut ledger = Ledger::filled();
    ledger.apply_roster(&roster_with(
        "Order Date",
        &[
            "Ada,Lovelace,ada@example.org,,,MONTH,,2026-02-20",
            "Alan,Turing,alan@example.org,,,MONTH,,2026-02-20T15:30:00+01:00",
            "Grace,Hopper,grace@example.org,,,MONTH,,",
        ],
    ));
    let ordered_at = |email: &str| ledger.record(email).orders[0].stamp.effective_at;
    assert_eq!(ordered_at("ada@example.org"), at("2026-02-19T23:00:00Z"));
    assert_eq!(ordered_at("alan@example.org"), at("2026-02-20T14:30:00Z"));
    assert_eq!(ordered_at("grace@example.org"), ledger.now);
    let grant = &ledger.record("ada@example.org").grants[0];
    assert_eq!((grant.granted_at(), grant.stamp.recorded_at), (at("2026-02-19T23:00:00Z"), ledger.now));
    assert_eq!(grant.window.ends_at(), Some(at("2026-03-21T23:00:00Z")));
}

///
#[test]
fn back_dated_orders_and_grants_born_ended_are_warned_about_and_today_is_not() {
    let plan = Ledger::filled().plan_roster(&roster_with(
        "Order Date",
        &[
            "Ada,Lovelace,ada@example.org,,,MONTH,,2026-02-20",
            "Ada,Lovelace,ada@example.org,,,HISTORY,,",
            "Ada,Lovelace,ada@example.org,,,ALGEBRA,,2026-03-01",
            "Ada,Lovelace,ada@example.org,,,EVER,,2026-04-01",
            "Alan,Turing,alan@example.org,,,ALGEBRA,,2026-12-31",
            "Grace,Hopper,grace@example.org,,,ALGEBRA,,2027-01-01",
        ],
    ));
    let expected = [(2, Warning::BackDated), (3, Warning::BornEnded), (7, Warning::BornEnded)];
    assert_eq!(warned(&plan), expected);
    assert_eq!(plan.counts.grants, 6);
}

/// IMP-22, ACC-12
#[test]
fn dates_of_a_row_win_over_the_price_and_a_start_to_come_grants_nothing_yet() {
    let mut ledger = Ledger::filled();
    ledger.apply_roster(&roster_with(
        "Start Date,End Date",
        &["Ada,Lovelace,ada@example.org,,,EVER,,2026-04-01,2026-04-30"],
    ));
    let grant = &ledger.record("ada@example.org").grants[0];
    assert_eq!(grant.window.starts_at(), at("2026-03-31T22:00:00Z"));
    assert_eq!(grant.window.ends_at(), Some(at("2026-04-30T22:00:00Z")));
    assert_eq!(grant.state_at(ledger.now), Some(GrantState::Scheduled));
}

#[test]
fn dates_without_a_price_do_nothing_and_are_warned_about() {
    let row = "Ada,Lovelace,ada@example.org,,blue,,,2026-04-01,";
    let plan = Ledger::filled().plan_roster(&roster_with("Start Date,End Date", &[row]));
    assert_eq!(warned(&plan), [(2, Warning::DatesWithoutPrice)]);
}

#[test]
fn a_price_anchored_at_the_taking_counts_from_the_import_and_not_from_the_order_date() {
    let mut ledger = Ledger::filled();
    ledger.price_mut("MONTH").terms.anchor = Anchor::Redemption;
    ledger.apply_roster(&roster_with("Order Date", &["Ada,Lovelace,ada@example.org,,,MONTH,,2026-01-01"]));
    let grant = &ledger.record("ada@example.org").grants[0];
    assert_eq!(grant.window.ends_at(), Some(at("2026-03-31T11:00:00Z")));
}

/// GRP-11
#[test]
fn a_reserved_price_sells_to_members_only_and_the_row_itself_may_make_one() {
    let mut ledger = Ledger::filled();
    ledger.apply_roster(&roster(&["Old,Member,old@example.org,,blue,,"]));
    let blue = ledger.groups[0].id;
    ledger.price_mut("MONTH").terms.reserved_to_groups = vec![blue];
    let plan = ledger.plan_roster(&roster(&[
        "Old,Member,old@example.org,,,MONTH,",
        "Ada,Lovelace,ada@example.org,,blue,MONTH,",
        "Alan,Turing,alan@example.org,,red,MONTH,",
        "Grace,Hopper,grace@example.org,,blue,,",
        "Grace,Hopper,grace@example.org,,,MONTH,",
    ]));
    assert_eq!(refused_at(&plan), (4, "Price ID", GRP_11));
    assert_eq!((plan.counts.orders, plan.counts.created), (3, 2));
}

/// GRP-11
#[test]
fn a_price_that_adds_its_buyer_to_a_group_does_so_once() {
    let mut ledger = Ledger::filled();
    let (blue, red) = (ledger.groups[0].id, ledger.groups[1].id);
    ledger.price_mut("MONTH").terms.adds_to_groups = vec![blue, red];
    ledger.price_mut("EVER").terms.adds_to_groups = vec![red];
    let text = roster(&["Ada,Lovelace,ada@example.org,,blue,MONTH,", "Ada,Lovelace,ada@example.org,,,EVER,"]);
    assert_eq!(ledger.plan_roster(&text).counts.group_memberships, 2);
    ledger.apply_roster(&text);
    let sources: Vec<_> = ledger
        .record("ada@example.org")
        .customer
        .memberships
        .iter()
        .map(|it| (it.group, it.source))
        .collect();
    assert_eq!(sources, [(blue, MembershipSource::Import), (red, MembershipSource::Price)]);
}

/// ACC-04: a price edited meanwhile must be seen by a new plan.
#[test]
fn the_plan_rests_on_the_prices_it_sold_at_once_each() {
    let ledger = Ledger::filled();
    let text = roster(&[
        "Ada,Lovelace,ada@example.org,,,MONTH,",
        "Alan,Turing,alan@example.org,,,MONTH,",
        "Alan,Turing,alan@example.org,,,EVER,",
    ]);
    let catalogue = ledger.catalogue();
    let of = |code: &str| catalogue.price_by_code(code).map(|price| (price.id, price.revision)).unwrap();
    assert_eq!(ledger.plan_roster(&text).changes.prices, [of("MONTH"), of("EVER")]);
}
