//! What one access decision rests on.

use rollbook_domain::port::{AccessLookup, CustomerKey, SubjectKey};
use rollbook_domain::verdict::AccessFacts;

use crate::{Desk, Failure, What};

/// Reads the facts, or says which of the two does not exist.
pub(super) async fn facts(
    desk: &Desk<'_>,
    customer: &CustomerKey,
    subject: &SubjectKey,
) -> Result<AccessFacts, Failure> {
    match desk.store.access_facts(customer, subject).await? {
        AccessLookup::Found(facts) => Ok(*facts),
        AccessLookup::NoCustomer => Err(Failure::missing(What::Customer, typed(customer))),
        AccessLookup::NoSubject => {
            let (what, key) = named(subject);
            Err(Failure::missing(what, key))
        }
    }
}

fn typed(key: &CustomerKey) -> String {
    match key {
        CustomerKey::Id(id) => id.to_string(),
        CustomerKey::Email(email) => email.as_str().to_owned(),
        CustomerKey::Code(code) => code.to_string(),
    }
}

fn named(subject: &SubjectKey) -> (What, String) {
    match subject {
        SubjectKey::ItemId(id) => (What::Item, id.to_string()),
        SubjectKey::ItemCode(code) => (What::Item, code.to_string()),
        SubjectKey::CourseId(id) => (What::Course, id.to_string()),
        SubjectKey::CourseCode(code) => (What::Course, code.to_string()),
        SubjectKey::ProductId(id) => (What::Product, id.to_string()),
        SubjectKey::ProductCode(code) => (What::Product, code.to_string()),
    }
}
