//! Deleting a customer (CUS-22 to CUS-24, GDPR-10, Q-36, X-01).

use std::collections::BTreeMap;

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{CustomerKey, PageRequest, SeatQuery};
use rollbook_domain::privacy::{SeatsOf, delete};

use super::erase::{count, forget_mails};
use super::person::Person;
use super::withdraw::withdraw_invitations;
use crate::customer::get_customer;
use crate::order::seats::push_changes;
use crate::order::streams::Streams;
use crate::{Desk, Failure};

/// What a deletion did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deletion {
    /// Who.
    pub customer: CustomerId,
    /// How many rows of each subject go, by the name of its file in an export; what there is none of is not told.
    pub rows: BTreeMap<&'static str, u64>,
}

/// Deletes a customer with everything that hangs on them, for good; the log keeps the id and nothing about the person.
///
/// # Errors
/// What [`delete`] refuses: orders or access by the tenant's rule, seats, an erased record (GDPR-11);
/// [`Failure::Missing`] for a customer that does not exist.
pub async fn delete_customer(desk: &Desk<'_>, key: &CustomerKey) -> Result<Deletion, Failure> {
    carry_out(desk, key, false).await
}

/// Says what [`delete_customer`] would do, and changes nothing.
///
/// # Errors
/// As [`delete_customer`].
pub async fn plan_deletion(desk: &Desk<'_>, key: &CustomerKey) -> Result<Deletion, Failure> {
    carry_out(desk, key, true).await
}

async fn carry_out(desk: &Desk<'_>, key: &CustomerKey, is_dry_run: bool) -> Result<Deletion, Failure> {
    let mut tries = desk.tries();
    loop {
        let now = desk.now();
        let rule = desk.tenant().await?.settings.delete_rule;
        let record = get_customer(desk, key).await?;
        let person = Person::read(desk, &CustomerKey::Id(record.customer.id)).await?;
        let id = person.id();
        let held = SeatQuery { holders: Some(vec![id]), ..SeatQuery::default() };
        let bought = SeatQuery { buyer: Some(id), ..SeatQuery::default() };
        let seats = SeatsOf { answered_for: seats(desk, &bought).await?, held: seats(desk, &held).await? };
        let event = delete(&record, seats, &person.catalogue, rule, now)?;
        let mut rows = count(&person).await?;
        // The log stays, without the reasons; the customer is told by id alone in it.
        rows.retain(|subject, rows| *rows > 0 && *subject != "activity");
        let deletion = Deletion { customer: id, rows };
        if is_dry_run {
            return Ok(deletion);
        }
        let mut streams = Streams::default();
        streams.add(StreamId::Customer(id), record.revision);
        streams.add(StreamId::Transcript(id), person.revision_of(StreamId::Transcript(id)));
        let withdrawn = withdraw_invitations(&person, &mut streams, |_| false, now).await?;
        let mut commit = desk.new_commit(now);
        streams.expect_in(&mut commit);
        push_changes(&mut commit, withdrawn, None);
        forget_mails(desk, &mut commit, id).await?;
        commit.push(Event::Customer(id, event.into()), None);
        if tries.commit(commit).await? {
            return Ok(deletion);
        }
    }
}

/// How many seats there are, as far as one page tells; more than none is all that is asked.
async fn seats(desk: &Desk<'_>, query: &SeatQuery) -> Result<u64, Failure> {
    let mut page = PageRequest::first(1_000);
    let mut count = 0;
    loop {
        let read = desk.store.seats(query, &page).await?;
        count += read.items.len() as u64;
        let Some(next) = read.next else { return Ok(count) };
        page = PageRequest::after(next, 1_000);
    }
}
