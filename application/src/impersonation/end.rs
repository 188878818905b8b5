//! Ending an impersonation.

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::ImpersonationId;
use rollbook_domain::impersonation::end;
use rollbook_domain::port::CustomerKey;

use super::get_impersonation;
use crate::customer::get_customer;
use crate::{Changed, Desk, Failure};

/// Ends an impersonation before its time.
///
/// # Errors
/// What [`end`] refuses: anybody but who began it (AUD-06).
pub async fn end_impersonation(
    desk: &Desk<'_>,
    id: ImpersonationId,
) -> Result<Changed<ImpersonationId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let impersonation = get_impersonation(desk, id).await?;
        let record = get_customer(desk, &CustomerKey::Id(impersonation.customer)).await?;
        let now = desk.now();
        let (outcome, events) = end(&impersonation, &desk.actor, now)?;
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Customer(impersonation.customer), record.revision);
        for event in events {
            commit.push(Event::Customer(impersonation.customer, event.into()), None);
        }
        if tries.commit(commit).await? {
            return Ok(Changed { id, outcome });
        }
    }
}
