//! Taking back the invitations to somebody who is gone.

use rollbook_domain::event::StreamId;
use rollbook_domain::id::SeatId;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::SeatKey;
use rollbook_domain::seat::{SeatChange, withdraw};
use rollbook_domain::time::Instant;

use super::person::Person;
use crate::Failure;
use crate::order::streams::Streams;

/// Takes back what the person's addresses are invited to, so that no link works on that went there and nothing is sent there
/// any more; seats that `is_over` ends are left alone.
///
/// Rests on every seat that is touched: whoever sends an invitation again meanwhile is too late, or this is.
pub(super) async fn withdraw_invitations(
    person: &Person<'_>,
    streams: &mut Streams,
    is_over: impl Fn(SeatId) -> bool,
    now: Instant,
) -> Result<Vec<SeatChange>, Failure> {
    let mut changes = Vec::new();
    for seat in person.desk.store.seats_offered_to(&person.addresses).await? {
        let found = person.desk.store.find_seat(&SeatKey::Id(seat)).await?;
        let Some(row) = found.filter(|_| !is_over(seat)) else { continue };
        streams.add(StreamId::Seat(seat), row.seat.revision);
        for invitation in row.seat.invitations.iter().filter(|invitation| invitation.end.is_none()) {
            let address = invitation.address.as_ref().map(Personal::reveal);
            if address.is_some_and(|address| person.is_own(address)) {
                let (_, events) = withdraw(&row.seat, invitation.id, now)?;
                changes.extend(events.into_iter().map(|event| SeatChange { seat, event, access: None }));
            }
        }
    }
    Ok(changes)
}
