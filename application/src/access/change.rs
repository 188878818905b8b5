//! The one flow of every change to one grant.

use rollbook_domain::access::{AccessEvent, AccessGrant, AccessRefused, must_not_be_erased};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::GrantId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::text::Note;
use rollbook_domain::time::Instant;

use crate::customer::get_customer;
use crate::{Changed, Desk, Failure};

/// Loads the grant, decides and commits, starting over when it moved meanwhile; refuses an erased record (GDPR-11).
pub(super) async fn change(
    desk: &Desk<'_>,
    key: &CustomerKey,
    id: GrantId,
    note: Option<&Note>,
    decide: impl Fn(&AccessGrant, Instant) -> Result<(Outcome, Vec<AccessEvent>), AccessRefused>,
) -> Result<Changed<GrantId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let record = get_customer(desk, key).await?;
        let (customer, now) = (record.customer.id, desk.now());
        must_not_be_erased(&record.customer)?;
        let grant = record.grant(id).ok_or(AccessRefused::NoSuchGrant(id))?;
        let (outcome, events) = decide(grant, now)?;
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Customer(customer), record.revision);
        for event in events {
            commit.push(Event::Customer(customer, event.into()), note.cloned());
        }
        if tries.commit(commit).await? {
            return Ok(Changed { id, outcome });
        }
    }
}
