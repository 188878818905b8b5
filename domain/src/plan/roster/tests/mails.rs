use proptest::prelude::*;

use super::roster;
use crate::customer::Status;
use crate::mail::{MailKind, NewMail};
use crate::plan::ledger::Ledger;
use crate::plan::roster::{MOST_NAMED_WHO_CANNOT_SIGN_IN, RosterOptions, RosterPlan};
use crate::plan::{ApplyOptions, ApplyRefused, may_apply};

const WELCOMING: RosterOptions = RosterOptions {
    allow_repeat: true,
    require_password_change: false,
    sends_welcome: true,
    omits_confirmations: false,
};

fn told(plan: &RosterPlan) -> Vec<(MailKind, String)> {
    let told = |mail: &NewMail| (mail.kind, mail.to.reveal().as_typed().to_owned());
    plan.changes.mails.iter().map(told).collect()
}

fn confirmation(plan: &RosterPlan) -> &NewMail {
    let wanted = |mail: &&NewMail| mail.kind == MailKind::OrderConfirmation;
    plan.changes.mails.iter().find(wanted).unwrap()
}

/// MAIL-01
#[test]
fn one_confirmation_tells_everything_that_the_file_sells_to_somebody() {
    let ledger = Ledger::filled();
    let plan = ledger.plan_roster(&roster(&[
        "Ada,Lovelace,ada@example.org,,,MONTH,10",
        "Alan,Turing,alan@example.org,,blue,,",
        "Ada,Lovelace,ADA@example.org,,,ALGEBRA,2.50",
    ]));
    assert_eq!(told(&plan), [(MailKind::OrderConfirmation, "ada@example.org".to_owned())]);
    assert_eq!(plan.counts.mails, 1);
    let facts = &confirmation(&plan).facts;
    let lines: Vec<_> =
        facts.lines.iter().map(|line| (line.product.as_str(), line.unit_cost.to_string())).collect();
    assert_eq!(lines, [("Algebra", "10.00 USD".to_owned()), ("Algebra", "2.50 USD".to_owned())]);
    assert_eq!(facts.total.map(|total| total.to_string()).as_deref(), Some("12.50 USD"));
    assert!(facts.lines.iter().all(|line| line.quantity == 1 && !line.is_seats && line.window.is_some()));
    assert_eq!(facts.order, None, "several orders have no one number");
    assert_eq!(facts.first_name.as_deref(), Some("Ada"));
}

/// MAIL-01
#[test]
fn a_confirmation_of_one_order_has_its_number_and_date() {
    let plan = Ledger::filled().plan_roster(
        "First Name,Last Name,Email,Price ID,Order Date\nAda,Lovelace,ada@example.org,MONTH,2026-02-03",
    );
    let facts = &confirmation(&plan).facts;
    assert!(facts.order.as_deref().is_some_and(|order| order.starts_with("ord_")));
    assert_eq!(
        facts.ordered_at.map(|at| at.to_string()).as_deref(),
        Some("2026-02-02T23:00:00Z"),
        "a day of the tenant in Berlin"
    );
}

/// an account keeps its name, and its mail does not greet it by the file's.
#[test]
fn a_mail_to_an_account_that_is_there_greets_nobody_by_the_name_in_the_file() {
    let mut ledger = Ledger::filled();
    ledger.apply_roster(&roster(&["Ada,Lovelace,ada@example.org,,,,"]));
    let plan = ledger.plan_roster_with(&roster(&["Eve,Mallory,ada@example.org,,,MONTH,"]), WELCOMING);
    assert_eq!(plan.changes.mails.len(), 2);
    for mail in &plan.changes.mails {
        assert_eq!((&mail.facts.first_name, &mail.facts.last_name), (&None, &None));
    }
}

/// IMP-15, MAIL-02: everybody in the file, who is new and who gains nothing new too, and once each.
#[test]
fn everybody_of_the_good_rows_is_welcomed_once() {
    let mut ledger = Ledger::filled();
    ledger.apply_roster(&roster(&["Grace,Hopper,grace@example.org,,,,"]));
    let rows = [
        "Ada,Lovelace,ada@example.org,,,MONTH,",
        "Grace,Hopper,grace@example.org,,,,",
        "Ada,Lovelace,ada@example.org,,,MONTH,",
        "Kurt,Goedel,not an address,,,,",
    ];
    let plan = ledger.plan_roster_with(&roster(&rows), WELCOMING);
    let welcomed: Vec<String> =
        told(&plan).into_iter().filter(|(kind, _)| *kind == MailKind::Welcome).map(|(_, to)| to).collect();
    assert_eq!(welcomed, ["ada@example.org", "grace@example.org"]);
    assert_eq!(plan.changes.mails[0].facts.products, ["Algebra"], "each product once");
    assert_eq!(plan.changes.without_credentials(), [plan.changes.mails[0].id]);
}

/// MAIL-15
#[test]
fn an_account_that_was_switched_off_gets_no_mail_of_an_import() {
    for (status, mails) in [(Status::Inactive, 0), (Status::Locked { automatic: None }, 2)] {
        let mut ledger = Ledger::filled();
        ledger.apply_roster(&roster(&["Ada,Lovelace,ada@example.org,,,,"]));
        ledger.set_status("ada@example.org", status.clone());
        let plan = ledger.plan_roster_with(&roster(&["Ada,Lovelace,ada@example.org,,,MONTH,"]), WELCOMING);
        assert_eq!((plan.counts.orders, plan.changes.mails.len()), (1, mails), "{status:?}");
    }
}

///
#[test]
fn new_accounts_without_a_way_in_are_counted_and_the_first_thousand_named() {
    let ledger = Ledger::filled();
    let rows: Vec<String> = (0..MOST_NAMED_WHO_CANNOT_SIGN_IN + 5)
        .map(|number| format!("Ada,Lovelace,ada.{number}@example.org,,,,"))
        .chain(["Alan,Turing,alan@example.org,correct horse battery,,,".to_owned()])
        .collect();
    let text = roster(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let plan = ledger.plan_roster(&text);
    assert_eq!((plan.counts.cannot_sign_in, plan.findings.cannot_sign_in.count), (1005, 1005));
    assert_eq!(plan.findings.cannot_sign_in.emails.len(), 1000);
    let plan = ledger.plan_roster_with(&text, WELCOMING);
    assert_eq!((plan.counts.cannot_sign_in, plan.changes.without_credentials().len()), (0, 1005));
}

/// IMP-23: a mail cannot be called back, so mails count against the guard as well.
#[test]
fn more_mails_than_the_guard_threshold_must_be_confirmed_too() {
    let mut ledger = Ledger::filled();
    ledger.settings.guard_threshold = 1;
    let text = roster(&["Ada,Lovelace,ada@example.org,,,MONTH,"]);
    assert_eq!(may_apply(&ledger.plan_roster(&text), ApplyOptions::default(), &ledger.settings), Ok(()));
    let plan = ledger.plan_roster_with(&text, WELCOMING);
    let refused = may_apply(&plan, ApplyOptions::default(), &ledger.settings).unwrap_err();
    assert_eq!(refused, ApplyRefused::Unconfirmed { touched: 1, mails: 2, threshold: 1 });
    assert!(refused.to_string().contains("send 2 mails") && refused.to_string().contains("--confirm 1"));
    let confirmed = ApplyOptions { confirm: Some(1), ..ApplyOptions::default() };
    assert_eq!(may_apply(&plan, confirmed, &ledger.settings), Ok(()));
}

proptest! {
    /// MAIL-01, MAIL-02: whatever the file, nobody gets more than one mail of a kind, whoever got an order is told, and
    /// the plan counts what it sends.
    #[test]
    fn nobody_gets_two_mails_of_a_kind(rows in prop::collection::vec((0_u8..6, 0_u8..3), 0..30), welcomes: bool) {
        let prices = ["", "MONTH", "EVER"];
        let rows: Vec<String> = rows
            .iter()
            .map(|(who, what)| format!("Ada,Lovelace,ada.{who}@example.org,,,{},", prices[usize::from(*what)]))
            .collect();
        let options = RosterOptions { sends_welcome: welcomes, ..WELCOMING };
        let ledger = Ledger::filled();
        let plan = ledger.plan_roster_with(&roster(&rows.iter().map(String::as_str).collect::<Vec<_>>()), options);
        let told = told(&plan);
        let distinct: std::collections::BTreeSet<_> = told.iter().collect();
        prop_assert_eq!(distinct.len(), told.len());
        prop_assert_eq!(plan.counts.mails, told.len() as u64);
        let lines: usize = plan.changes.mails.iter().map(|mail| mail.facts.lines.len()).sum();
        prop_assert_eq!(lines as u64, plan.counts.orders);
        let welcomed = told.iter().filter(|(kind, _)| *kind == MailKind::Welcome).count() as u64;
        prop_assert_eq!(welcomed, if welcomes { plan.counts.created } else { 0 });
    }
}
