use std::collections::BTreeMap;

use super::super::{BillingAddress, CustomerRefused, EditProfile, ProfileField, edit};
use super::*;
use crate::refusal::{Outcome, Refusal};
use crate::rule::{CUS_27, CUS_29, Q_38};

fn edited(customer: &Customer, command: EditProfile) -> (Vec<ProfileField>, Customer) {
    let (outcome, events) = edit(customer, command, None, None).unwrap();
    assert_eq!(outcome, Outcome::Applied);
    let [CustomerEvent::ProfileEdited { fields, .. }] = events.as_slice() else {
        panic!("one edit is one event: {events:?}")
    };
    (fields.clone(), with(customer.clone(), &events, "2026-02-01T00:00:00Z"))
}

/// CUS-10, CUS-27
#[test]
fn an_edit_changes_what_is_asked_and_names_it() {
    let command = EditProfile {
        email: Some(email("countess@example.org")),
        first_name: Some(name("Augusta")),
        ..Default::default()
    };
    let (fields, after) = edited(&active(), command);
    assert_eq!(fields, [ProfileField::FirstName, ProfileField::Email]);
    let profile = after.profile().unwrap();
    assert_eq!(profile.first_name, name("Augusta"));
    assert_eq!(profile.last_name, name("Lovelace"));
    assert_eq!(profile.email.as_typed(), "countess@example.org");
}

/// CUS-27
#[test]
fn nothing_of_a_profile_shows_in_a_log() {
    let address = BillingAddress { city: Some("Ockham".to_owned()), ..Default::default() };
    let command = EditProfile {
        billing_address: Some(address.clone()),
        fields: BTreeMap::from([(field("employer"), Some("Ockham Mills".to_owned()))]),
        ..Default::default()
    };
    let (_, after) = edited(&active(), command.clone());
    for shown in [format!("{address:?}"), format!("{command:?}"), format!("{after:?}")] {
        assert!(!shown.contains("Ockham") && !shown.contains("Lovelace"), "{shown}");
    }
}

/// CUS-27
#[test]
fn texts_that_steer_a_terminal_or_are_too_long_are_refused_and_not_repeated() {
    let address = |line: &str, country: &str| {
        let (line_one, country) = (Some(line.to_owned()), Some(country.to_owned()));
        let billing_address = Some(BillingAddress { line_one, country, ..Default::default() });
        EditProfile { billing_address, ..Default::default() }
    };
    let site = |value: &str| EditProfile {
        fields: BTreeMap::from([(field("site"), Some(value.to_owned()))]),
        ..Default::default()
    };
    for good in [address("12 Mill Lane", "GB"), site("first\nsecond\tline")] {
        assert!(edit(&active(), good, None, None).is_ok());
    }
    let long = "secret".repeat(400);
    let wrong = [
        address("secret\u{1b}[31m", "GB"),
        address("secret\nlane", "GB"),
        address(&long, "GB"),
        address("12 Mill Lane", "secret"),
        address("12 Mill Lane", "gb"),
        site("secret\u{1b}[31m"),
        site(" secret "),
        site(&long),
    ];
    for command in wrong {
        let refused = edit(&active(), command, None, None).unwrap_err();
        assert_eq!(refused.rules(), [CUS_27]);
        assert!(!format!("{refused} {refused:?}").contains("secret"), "{refused}");
    }
    let odd = Profile { fields: BTreeMap::from([(field("site"), long)]), ..ada() };
    assert_eq!(add(new_account(odd), None, None).unwrap_err().rules(), [CUS_27]);
}

/// CUS-10
#[test]
fn an_email_in_other_letters_is_an_edit_of_the_same_identity() {
    let command = EditProfile { email: Some(email("Ada@Example.org")), ..Default::default() };
    let (outcome, events) = edit(&active(), command, Some(id(1)), None).unwrap();
    assert_eq!(outcome, Outcome::Applied);
    let after = with(active(), &events, "2026-02-01T00:00:00Z");
    assert_eq!(after.profile().unwrap().email.as_typed(), "Ada@Example.org");
    assert_eq!(after.profile().unwrap().email, email("ada@example.org"));
}

/// CUS-29, Q-38
#[test]
fn an_email_of_somebody_else_is_refused_with_the_holder() {
    let command = EditProfile { email: Some(email("grace@example.org")), ..Default::default() };
    let refused = edit(&active(), command, Some(id(9)), None).unwrap_err();
    assert_eq!(refused, CustomerRefused::EmailTaken(id(9)));
    assert_eq!(refused.rules(), &[CUS_29, Q_38]);
    let keeps_email = EditProfile { first_name: Some(name("Augusta")), ..Default::default() };
    assert!(edit(&active(), keeps_email, Some(id(9)), None).is_ok());
}

/// CUS-29
#[test]
fn a_customer_code_of_somebody_else_is_refused_and_ones_own_is_not() {
    let command = EditProfile { code: Some(Some(code("E-17"))), ..Default::default() };
    let refused = edit(&active(), command.clone(), None, Some(id(9)));
    assert_eq!(refused, Err(CustomerRefused::CodeTaken(id(9))));
    assert!(edit(&active(), command, None, Some(id(1))).is_ok());
}

/// CUS-27
#[test]
fn a_customer_code_is_given_and_taken_away() {
    let (fields, coded) =
        edited(&active(), EditProfile { code: Some(Some(code("E-17"))), ..Default::default() });
    assert_eq!(fields, [ProfileField::Code]);
    assert_eq!(coded.profile().unwrap().code, Some(code("E-17")));
    let (_, bare) = edited(&coded, EditProfile { code: Some(None), ..Default::default() });
    assert_eq!(bare.profile().unwrap().code, None);
}

/// CUS-27
#[test]
fn an_empty_billing_address_takes_the_address_away() {
    let address = BillingAddress { city: Some("London".to_owned()), ..Default::default() };
    let (fields, housed) =
        edited(&active(), EditProfile { billing_address: Some(address.clone()), ..Default::default() });
    assert_eq!(fields, [ProfileField::BillingAddress]);
    assert_eq!(housed.profile().unwrap().billing_address.as_deref(), Some(&address));
    let gone = EditProfile { billing_address: Some(BillingAddress::default()), ..Default::default() };
    assert_eq!(edited(&housed, gone).1.profile().unwrap().billing_address, None);
}

/// CUS-27
#[test]
fn custom_fields_are_set_and_taken_away_by_name_and_the_others_stay() {
    let set = |fields: &[(&str, Option<&str>)]| EditProfile {
        fields: fields.iter().map(|(key, value)| (field(key), value.map(str::to_owned))).collect(),
        ..Default::default()
    };
    let (_, both) = edited(&active(), set(&[("site", Some("Leeds")), ("badge", Some("7"))]));
    let (fields, one) = edited(&both, set(&[("Site", None), ("unheard-of", None)]));
    assert_eq!(fields, [ProfileField::Custom(field("site"))]);
    assert_eq!(one.profile().unwrap().fields, BTreeMap::from([(field("badge"), "7".to_owned())]));
}

#[test]
fn an_edit_that_asks_for_nothing_changes_nothing() {
    assert_eq!(edit(&active(), EditProfile::default(), None, None), Ok((Outcome::Unchanged, Vec::new())));
}

/// GDPR-11
#[test]
fn an_erased_record_is_not_edited() {
    let command = EditProfile { first_name: Some(name("Nobody")), ..Default::default() };
    assert_eq!(edit(&erased(), command, None, None), Err(CustomerRefused::Erased(id(1))));
}
