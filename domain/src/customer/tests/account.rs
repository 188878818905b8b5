use super::super::{CustomerRefused, Status, set_tax_exemption};
use super::*;
use crate::refusal::{Outcome, Refusal};
use crate::rule::{CUS_29, GDPR_11};

/// CUS-02, CUS-26, CUS-30
#[test]
fn a_new_account_is_active_whatever_the_origin() {
    for origin in [
        Origin::Registered,
        Origin::Order,
        Origin::Admin,
        Origin::Import,
        Origin::CodeHolder,
        Origin::Invitation,
    ] {
        let customer = account(AddCustomer { origin, ..new_account(ada()) });
        assert_eq!(customer.origin, origin);
        assert_eq!(*customer.status_at(instant("2026-01-01T00:00:00Z")), Status::Active);
    }
}

/// CUS-03
#[test]
fn an_origin_is_written_as_the_word_that_people_know() {
    let words = [
        (Origin::Registered, "\"registered\""),
        (Origin::Order, "\"order\""),
        (Origin::Admin, "\"admin\""),
        (Origin::Import, "\"import\""),
        (Origin::CodeHolder, "\"code-holder\""),
        (Origin::Invitation, "\"invitation\""),
    ];
    for (origin, word) in words {
        assert_eq!(serde_json::to_string(&origin).unwrap(), word);
        assert_eq!(format!("\"{origin}\""), word);
        assert_eq!(serde_json::from_str::<Origin>(word).unwrap(), origin);
    }
}

/// CUS-29
#[test]
fn an_email_that_belongs_to_somebody_is_refused_with_the_holder() {
    let refused = add(new_account(ada()), Some(id(7)), None).unwrap_err();
    assert_eq!(refused, CustomerRefused::EmailTaken(id(7)));
    assert!(refused.rules().contains(&CUS_29));
    assert!(refused.to_string().contains(&id(7).to_string()));
}

/// CUS-29
#[test]
fn a_customer_code_that_belongs_to_somebody_is_refused_only_when_one_is_asked_for() {
    let coded = Profile { code: Some(code("E-17")), ..ada() };
    assert_eq!(add(new_account(coded), None, Some(id(7))), Err(CustomerRefused::CodeTaken(id(7))));
    assert!(add(new_account(ada()), None, Some(id(7))).is_ok());
}

/// CUS-29
#[test]
fn the_refusal_of_an_email_does_not_say_the_email() {
    let refused = add(new_account(ada()), Some(id(7)), None).unwrap_err();
    assert!(!format!("{refused} {refused:?}").contains("ada"));
}

/// CUS-28
#[test]
fn the_id_and_the_create_date_survive_every_event() {
    let before = active();
    let events = [
        CustomerEvent::StatusChanged { status: Status::Inactive },
        CustomerEvent::TaxExemptionSet { is_exempt: true },
        CustomerEvent::PasswordExpirySet { after_days: Some(30) },
        CustomerEvent::CustomerAdded { origin: Origin::Import, profile: None, must_change_password: true },
    ];
    let after = with(before.clone(), &events, "2026-05-05T05:05:05Z");
    assert_eq!((after.id, after.created_at, after.origin), (before.id, before.created_at, before.origin));
}

/// GDPR-11
#[test]
fn an_account_read_back_without_its_person_is_an_erased_one() {
    let event =
        CustomerEvent::CustomerAdded { origin: Origin::Admin, profile: None, must_change_password: false };
    let customer = Customer::from_first(id(1), &event, &stamp(1, "2026-01-01T00:00:00Z")).unwrap();
    assert!(customer.profile().is_none());
}

#[test]
fn a_stream_that_does_not_begin_with_an_account_makes_none() {
    let event = CustomerEvent::TaxExemptionSet { is_exempt: true };
    assert!(Customer::from_first(id(1), &event, &stamp(1, "2026-01-01T00:00:00Z")).is_none());
}

/// CUS-25
#[test]
fn a_tax_exemption_is_set_and_lifted_and_saying_it_twice_changes_nothing() {
    let (outcome, events) = set_tax_exemption(&active(), true).unwrap();
    assert_eq!(outcome, Outcome::Applied);
    let exempt = with(active(), &events, "2026-02-01T00:00:00Z");
    assert!(exempt.is_tax_exempt);
    assert_eq!(set_tax_exemption(&exempt, true).unwrap(), (Outcome::Unchanged, Vec::new()));
    let (_, lifted) = set_tax_exemption(&exempt, false).unwrap();
    assert!(!with(exempt, &lifted, "2026-03-01T00:00:00Z").is_tax_exempt);
}

/// CUS-25, GDPR-11
#[test]
fn an_erased_record_takes_no_tax_exemption() {
    let refused = set_tax_exemption(&erased(), true).unwrap_err();
    assert_eq!(refused, CustomerRefused::Erased(id(1)));
    assert_eq!(refused.rules(), &[GDPR_11]);
}
