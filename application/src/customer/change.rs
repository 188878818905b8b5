//! The one flow of every change to one account.

use rollbook_domain::customer::{Customer, CustomerEvent, CustomerRefused};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::text::Note;
use rollbook_domain::time::Instant;

use super::get_customer;
use crate::{Changed, Desk, Failure};

/// Loads the account, decides on it and commits, starting over when it moved meanwhile.
pub(super) async fn change(
    desk: &Desk<'_>,
    key: &CustomerKey,
    note: Option<&Note>,
    decide: impl Fn(&Customer, Instant) -> Result<(Outcome, Vec<CustomerEvent>), CustomerRefused>,
) -> Result<Changed<CustomerId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let record = get_customer(desk, key).await?;
        let (id, now) = (record.customer.id, desk.now());
        let (outcome, events) = decide(&record.customer, now)?;
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Customer(id), record.revision);
        for event in events {
            commit.push(Event::Customer(id, event.into()), note.cloned());
        }
        if tries.commit(commit).await? {
            return Ok(Changed { id, outcome });
        }
    }
}
