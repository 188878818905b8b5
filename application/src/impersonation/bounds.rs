//! What a commit under an impersonation must keep to.

use std::collections::BTreeSet;

use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId, furthest_act};
use rollbook_domain::id::{CustomerId, SeatId};
use rollbook_domain::impersonation::{Act, ImpersonationRefused, go_on, may_do};
use rollbook_domain::port::{CustomerKey, SeatQuery};

use super::get_impersonation;
use crate::customer::get_customer;
use crate::order::seats::all_seats;
use crate::{Desk, Failure};

/// Looks whether the commit may be written under the impersonation of the desk's actor, if there is one. It must rest on the
/// customer's stream, so that it conflicts when the impersonation is ended or the account stopped meanwhile.
pub(crate) async fn keep_within(desk: &Desk<'_>, commit: &Commit) -> Result<(), Failure> {
    let Some(id) = desk.actor.impersonation else { return Ok(()) };
    let impersonation = get_impersonation(desk, id).await?;
    let whose = impersonation.customer;
    let record = get_customer(desk, &CustomerKey::Id(whose)).await?;
    let now = desk.now();
    go_on(&impersonation, &record.customer, &desk.actor, now)?;
    let is_named = commit.expected.iter().any(|expected| expected.stream == StreamId::Customer(whose));
    let seats = answered_for(desk, commit, whose).await?;
    let act = furthest_act(commit.events.iter().map(|new| &new.event), whose, &seats);
    // What does not rest on the customer at all is not their affair.
    may_do(act.filter(|_| is_named).unwrap_or(Act::Administration), &record.customer, now)?;
    Ok(())
}

/// The seats that the customer answers for; not asked unless the commit is about seats.
async fn answered_for(
    desk: &Desk<'_>,
    commit: &Commit,
    whose: CustomerId,
) -> Result<BTreeSet<SeatId>, Failure> {
    if !commit.events.iter().any(|new| matches!(new.event, Event::Seat(..))) {
        return Ok(BTreeSet::new());
    }
    let rows = all_seats(desk, &SeatQuery { buyer: Some(whose), ..SeatQuery::default() }).await?;
    Ok(rows.iter().map(|row| row.seat.id).collect())
}

/// Whether what is known of a customer may be taken away; not under an impersonation (N70).
pub(crate) fn may_take_away(desk: &Desk<'_>) -> Result<(), ImpersonationRefused> {
    match desk.actor.impersonation {
        None => Ok(()),
        Some(_) => Err(ImpersonationRefused::Barred("taking away what is known of somebody")),
    }
}
