//! What one access decision rests on.

use rollbook_domain::port::{AccessLookup, CustomerKey, SubjectKey};
use rollbook_domain::verdict::{AccessFacts, AttemptFacts, SubjectKind, View};

use crate::{Desk, Failure, What};

/// Reads the facts, or says which of the two does not exist.
pub(super) async fn facts(
    desk: &Desk<'_>,
    customer: &CustomerKey,
    subject: &SubjectKey,
    view: View,
) -> Result<AccessFacts, Failure> {
    match desk.store.access_facts(customer, subject).await? {
        AccessLookup::Found(facts) if view == View::Attempt => with_attempts(desk, *facts).await,
        AccessLookup::Found(facts) => Ok(*facts),
        AccessLookup::NoCustomer => Err(Failure::missing(What::Customer, typed(customer))),
        AccessLookup::NoSubject => {
            let (what, key) = named(subject);
            Err(Failure::missing(what, key))
        }
    }
}

/// Only a new attempt at an item whose attempts are limited rests on those handed in, so only then are they read.
async fn with_attempts(desk: &Desk<'_>, mut facts: AccessFacts) -> Result<AccessFacts, Failure> {
    let (SubjectKind::Item(item), Some(_)) = (facts.subject.kind, facts.subject.attempt_limit) else {
        return Ok(facts);
    };
    if let Some(transcript) = desk.store.find_transcript(facts.account.customer).await? {
        let catalogue = desk.store.catalogue().await?;
        let course = catalogue.item(item).and_then(|item| catalogue.course(item.course));
        facts.attempts = course.map(|course| AttemptFacts::of(&transcript, course, item)).unwrap_or_default();
    }
    Ok(facts)
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
