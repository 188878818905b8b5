mod account;
mod edit;
mod links;
mod managed_by;
mod password;
mod properties;
mod status;

use super::{AddCustomer, Customer, CustomerEvent, Identity, Origin, Profile, add};
use crate::email::EmailAddress;
use crate::id::{CountingIds, CustomerId};
use crate::stamp::{Revision, Stamp};
use crate::text::{Code, FieldName, Note, PersonName};
use crate::time::Instant;

fn id(number: u64) -> CustomerId {
    CustomerId::next(&CountingIds::starting_at(number))
}

fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn name(text: &str) -> PersonName {
    PersonName::parse(text).unwrap()
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn field(text: &str) -> FieldName {
    FieldName::parse(text).unwrap()
}

fn ada() -> Profile {
    Profile::new(name("Ada"), name("Lovelace"), email("ada@example.org"))
}

fn new_account(profile: Profile) -> AddCustomer {
    AddCustomer { profile, origin: Origin::Admin, must_change_password: false }
}

fn stamp(position: u64, at: &str) -> Stamp {
    let at = instant(at);
    Stamp {
        position: Revision::new(position),
        effective_at: at,
        recorded_at: at,
        actor: "tester".into(),
        note: Note::parse("asked by phone").ok(),
    }
}

/// An account made on the first day of 2026 by the decision itself.
fn account(command: AddCustomer) -> Customer {
    let events = add(command, None, None).unwrap();
    Customer::from_first(id(1), &events[0], &stamp(1, "2026-01-01T00:00:00Z")).unwrap()
}

fn active() -> Customer {
    account(new_account(ada()))
}

fn erased() -> Customer {
    Customer { identity: Identity::Erased { at: instant("2026-02-01T00:00:00Z") }, ..active() }
}

fn with(mut customer: Customer, events: &[CustomerEvent], at: &str) -> Customer {
    for (place, event) in (2..).zip(events) {
        customer.apply(event, &stamp(place, at));
    }
    customer
}
