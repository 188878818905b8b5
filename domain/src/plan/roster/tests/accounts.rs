use super::{refused_at, roster, roster_with, warned};
use crate::customer::{MembershipSource, Origin, Status, StatusWord};
use crate::plan::Warning;
use crate::plan::ledger::Ledger;
use crate::rule::{CUS_29, Q_21};

/// IMP-01, IMP-04, IMP-06, IMP-08, IMP-21
#[test]
fn rows_of_one_email_make_one_account_with_everything_they_give() {
    let mut ledger = Ledger::filled();
    let text = roster(&[
        "Ada,Lovelace,ada@example.org,,blue,ALGEBRA,",
        "Ada,Lovelace,ADA@example.org,,red,MONTH,10",
        "Alan,Turing,alan@example.org,,,,",
    ]);
    let plan = ledger.plan_roster(&text);
    assert_eq!((plan.counts.rows, plan.counts.created, plan.counts.existing), (3, 2, 0));
    assert_eq!((plan.counts.orders, plan.counts.grants, plan.counts.group_memberships), (2, 2, 2));
    assert_eq!(plan.touched, 2);
    ledger.apply_roster(&text);
    let ada = ledger.record("ada@example.org");
    assert_eq!((ada.orders.len(), ada.grants.len(), ada.customer.memberships.len()), (2, 2, 2));
    assert_eq!(ada.customer.origin, Origin::Import);
    assert_eq!(ada.customer.profile().unwrap().email.as_typed(), "ada@example.org");
    assert!(ada.customer.memberships.iter().all(|it| it.source == MembershipSource::Import));
    let alan = ledger.record("alan@example.org");
    assert_eq!((alan.orders.len(), alan.customer.memberships.len()), (0, 0));
}

///
#[test]
fn differing_names_of_one_email_take_the_first_row_and_warn() {
    let mut ledger = Ledger::filled();
    let text = roster(&[
        "Ada,Lovelace,ada@example.org,,,ALGEBRA,",
        "Ada,Byron,ada@example.org,,,MONTH,",
        "Ada, Lovelace ,ada@example.org,,,EVER,",
    ]);
    assert_eq!(warned(&ledger.plan_roster(&text)), [(3, Warning::OtherName)]);
    ledger.apply_roster(&text);
    let profile = ledger.record("ada@example.org").customer.profile().unwrap();
    assert_eq!(profile.last_name.as_str(), "Lovelace");
}

///
#[test]
fn an_existing_customer_gains_group_order_and_grant_and_keeps_the_rest() {
    let mut ledger = Ledger::filled();
    ledger.apply_roster(&roster(&["Ada,Lovelace,ada@example.org,,blue,ALGEBRA,"]));
    let text = roster(&[
        "Augusta,King,Ada@Example.ORG,a password of her own,red,MONTH,5",
        "New,One,new@example.org,,,,",
    ]);
    let plan = ledger.plan_roster(&text);
    assert_eq!((plan.counts.created, plan.counts.existing), (1, 1));
    assert!(plan.changes.passwords().is_empty());
    ledger.apply_roster(&text);
    let ada = ledger.record("ada@example.org");
    assert_eq!((ada.orders.len(), ada.grants.len(), ada.customer.memberships.len()), (2, 2, 2));
    assert_eq!(ada.customer.profile().unwrap().first_name.as_str(), "Ada");
    assert_eq!(ada.customer.password.set_at, None);
}

///
#[test]
fn a_row_that_gives_an_existing_customer_nothing_new_is_left_alone_with_a_reason() {
    let mut ledger = Ledger::filled();
    ledger.apply_roster(&roster(&["Ada,Lovelace,ada@example.org,,blue,,"]));
    let plan = ledger.plan_roster(&roster(&[
        "Ada,Lovelace,ada@example.org,,blue,,",
        "Ada,Lovelace,ada@example.org,,,,",
        "Alan,Turing,alan@example.org,,,,",
        "Alan,Turing,alan@example.org,,,,",
    ]));
    let skipped: Vec<_> = plan.findings.skipped.iter().map(|row| (row.line, row.rules)).collect();
    assert_eq!(skipped, [(2, &[Q_21][..]), (3, &[Q_21][..]), (5, &[Q_21][..])]);
    assert_eq!((plan.counts.created, plan.counts.existing, plan.counts.skipped), (1, 1, 3));
    assert_eq!(plan.touched, 1);
}

///
#[test]
fn an_inactive_or_locked_customer_gets_the_grant_keeps_the_status_and_is_warned_about() {
    let mut ledger = Ledger::filled();
    let rows = ["Ada,Lovelace,ada@example.org,,,ALGEBRA,", "Alan,Turing,alan@example.org,,,ALGEBRA,"];
    ledger.apply_roster(&roster(&rows));
    ledger.set_status("ada@example.org", Status::Inactive);
    ledger.set_status("alan@example.org", Status::Locked { automatic: None });
    let plan = ledger.plan_roster(&roster(&rows));
    let expected = [(2, Warning::Barred(StatusWord::Inactive)), (3, Warning::Barred(StatusWord::Locked))];
    assert_eq!(warned(&plan), expected);
    assert_eq!(plan.counts.grants, 2);
    ledger.apply_roster(&roster(&rows));
    let ada = ledger.record("ada@example.org");
    assert_eq!(ada.grants.len(), 2);
    assert_eq!(*ada.customer.status_at(ledger.now), Status::Inactive);
}

///
#[test]
fn the_email_of_an_erased_customer_makes_a_new_account() {
    let mut ledger = Ledger::filled();
    ledger.apply_roster(&roster(&["Ada,Lovelace,ada@example.org,,,ALGEBRA,"]));
    let erased = ledger.record("ada@example.org").customer.id;
    let identity = crate::customer::Identity::Erased { at: ledger.now };
    ledger.records.get_mut(&erased).unwrap().customer.identity = identity;
    ledger.apply_roster(&roster(&["Ada,Lovelace,ada@example.org,,,ALGEBRA,"]));
    assert_ne!(ledger.record("ada@example.org").customer.id, erased);
    assert_eq!(ledger.records.len(), 2);
}

/// IMP-22
#[test]
fn a_customer_code_and_custom_fields_go_into_the_profile_of_a_new_account() {
    let mut ledger = Ledger::filled();
    ledger.apply_roster(&roster_with(
        "customer code,field:Employer,field:shoe-size",
        &["Ada,Lovelace,ada@example.org,,,,,E-1,Analytical Engines,"],
    ));
    let profile = ledger.record("ada@example.org").customer.profile().unwrap();
    assert_eq!(profile.code.as_ref().unwrap().as_str(), "E-1");
    let fields: Vec<_> = profile.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(fields, [("employer", "Analytical Engines")]);
}

/// CUS-29
#[test]
fn a_customer_code_of_another_customer_or_another_row_is_refused() {
    let mut ledger = Ledger::filled();
    let columns = "Customer Code";
    ledger.apply_roster(&roster_with(columns, &["Ada,Lovelace,ada@example.org,,,,,E-1"]));
    let of_another = roster_with(columns, &["Alan,Turing,alan@example.org,,,,,e-1"]);
    assert_eq!(refused_at(&ledger.plan_roster(&of_another)), (2, "Customer Code", CUS_29));
    let twice = [
        "Alan,Turing,alan@example.org,,,,,E-2",
        "Grace,Hopper,grace@example.org,,,,,e-2",
        "Alan,Turing,alan@example.org,,blue,,,E-2",
    ];
    let plan = ledger.plan_roster(&roster_with(columns, &twice));
    assert_eq!(refused_at(&plan), (3, "Customer Code", CUS_29));
    assert_eq!(warned(&plan), []);
}

///
#[test]
fn a_customer_code_of_an_existing_customer_stays_with_a_warning() {
    let mut ledger = Ledger::filled();
    ledger.apply_roster(&roster_with("Customer Code", &["Ada,Lovelace,ada@example.org,,,,,E-1"]));
    let rows = ["Ada,Lovelace,ada@example.org,,blue,,,E-9", "Ada,Lovelace,ada@example.org,,red,,,e-1"];
    let plan = ledger.plan_roster(&roster_with("Customer Code", &rows));
    assert_eq!(warned(&plan), [(2, Warning::OtherCode)]);
}

/// GRP-05, IMP-07
#[test]
fn groups_and_prices_are_found_by_code_in_any_case_and_by_id() {
    let mut ledger = Ledger::filled();
    let (group, price) = (ledger.groups[0].id, ledger.prices[0].id);
    let row = format!("Ada,Lovelace,ada@example.org,,{group},{price},");
    ledger.apply_roster(&roster(&[&row, "Alan,Turing,alan@example.org,,BLUE,algebra,"]));
    assert!(ledger.record("ada@example.org").customer.is_member_of(group));
    assert!(ledger.record("alan@example.org").customer.is_member_of(group));
}
