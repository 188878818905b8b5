use super::*;
use crate::customer::{
    AddCustomer, Customer, CustomerEvent, CustomerRefused, Identity, Origin, Profile, add as add_customer,
};
use crate::email::EmailAddress;
use crate::id::CustomerId;
use crate::organization::{appoint, dismiss, join, leave};
use crate::refusal::{Outcome, Refusal};
use crate::rule::{VIEW_06, VIEW_11};
use crate::stamp::Stamp;
use crate::text::PersonName;
use crate::time::Instant;

fn stamp(position: u64) -> Stamp {
    Stamp {
        position: Revision::new(position),
        effective_at: Instant::EPOCH,
        recorded_at: Instant::EPOCH,
        actor: "tester".into(),
        note: None,
    }
}

fn customer() -> Customer {
    let name = |text| PersonName::parse(text).unwrap();
    let profile =
        Profile::new(name("Ada"), name("Lovelace"), EmailAddress::parse("ada@example.org").unwrap());
    let command = AddCustomer { profile, origin: Origin::Admin, must_change_password: false };
    let events = add_customer(command, None, None).unwrap();
    Customer::from_first(CustomerId::next(&CountingIds::starting_at(1)), &events[0], &stamp(1)).unwrap()
}

fn with(mut customer: Customer, events: &[CustomerEvent]) -> Customer {
    for (place, event) in (2..).zip(events) {
        customer.apply(event, &stamp(place));
    }
    customer
}

/// VIEW-06
#[test]
fn a_customer_is_in_one_organization_at_most() {
    let member = with(customer(), &join(&customer(), id(1)).unwrap().1);
    assert!(member.ties.is_in(id(1)));
    assert_eq!(join(&member, id(1)), Ok((Outcome::Unchanged, Vec::new())));
    let moved = with(member.clone(), &join(&member, id(2)).unwrap().1);
    assert!(moved.ties.is_in(id(2)) && !moved.ties.is_in(id(1)));
    let left = with(moved.clone(), &leave(&moved, id(2)).unwrap());
    assert_eq!(left.ties.organization, None);
}

/// VIEW-06
#[test]
fn who_is_in_another_organization_cannot_leave_this_one() {
    let member = with(customer(), &join(&customer(), id(1)).unwrap().1);
    let refused = leave(&member, id(2)).unwrap_err();
    assert_eq!(refused, CustomerRefused::NotInOrganization { customer: member.id, organization: id(2) });
    assert_eq!(refused.rules(), &[VIEW_06]);
}

/// VIEW-11
#[test]
fn a_customer_administers_as_many_organizations_as_they_were_appointed_for() {
    let both = [appoint(&customer(), id(1)).unwrap().1, appoint(&customer(), id(2)).unwrap().1].concat();
    let administrator = with(customer(), &both);
    assert!(administrator.ties.administers(id(1)) && administrator.ties.administers(id(2)));
    assert_eq!(appoint(&administrator, id(2)), Ok((Outcome::Unchanged, Vec::new())));
    let one = with(administrator.clone(), &dismiss(&administrator, id(1)).unwrap());
    assert!(!one.ties.administers(id(1)) && one.ties.administers(id(2)));
    let refused = dismiss(&one, id(1)).unwrap_err();
    assert_eq!(refused.rules(), &[VIEW_11]);
}

/// GDPR-11
#[test]
fn an_erased_record_joins_and_administers_nothing() {
    let erased = Customer { identity: Identity::Erased { at: Instant::EPOCH }, ..customer() };
    assert_eq!(join(&erased, id(1)), Err(CustomerRefused::Erased(erased.id)));
    assert_eq!(appoint(&erased, id(1)), Err(CustomerRefused::Erased(erased.id)));
}
