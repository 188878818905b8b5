//! Taking an invitation back (REG-22, REG-26).

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, InvitationId};
use rollbook_domain::seat::withdraw;

use super::find::seat_of;
use crate::{Changed, Desk, Failure};

/// Takes one invitation back; others to the same seat stay open.
///
/// # Errors
/// What [`withdraw`] refuses; [`Failure::Missing`] for an invitation that does not exist or is another buyer's.
pub async fn withdraw_invitation(
    desk: &Desk<'_>,
    invitation: InvitationId,
    viewer: Option<CustomerId>,
) -> Result<Changed<InvitationId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let now = desk.now();
        let row = seat_of(desk, invitation, viewer).await?;
        let (outcome, events) = withdraw(&row.seat, invitation, now)?;
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Seat(row.seat.id), row.seat.revision);
        for event in events {
            commit.push(Event::Seat(row.seat.id, event), None);
        }
        if tries.commit(commit).await? {
            return Ok(Changed { id: invitation, outcome });
        }
    }
}
