//! Beginning an impersonation.

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::ImpersonationId;
use rollbook_domain::impersonation::{Impersonation, start};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;

use super::get_impersonation;
use crate::customer::get_customer;
use crate::{Desk, Failure};

/// Begins to act as a customer; that it began, by whom and why is written before anything is done under it (AUD-04, AUD-06).
/// Whether the actor has the right to is the caller's to know.
///
/// # Errors
/// What [`start`] refuses: no right to, within another impersonation (AUD-06), an erased customer (AUD-07).
pub async fn start_impersonation(
    desk: &Desk<'_>,
    key: &CustomerKey,
    is_permitted: bool,
    reason: Note,
) -> Result<Impersonation, Failure> {
    let id = ImpersonationId::next(desk.ids);
    let mut tries = desk.tries();
    loop {
        let record = get_customer(desk, key).await?;
        let (customer, now) = (&record.customer, desk.now());
        let event = start(customer, &desk.actor, is_permitted, id, now)?;
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Customer(customer.id), record.revision);
        commit.push(Event::Customer(customer.id, event.into()), Some(reason.clone()));
        if tries.commit(commit).await? {
            return get_impersonation(desk, id).await;
        }
    }
}
