//! What becomes of the seats of a buyer who leaves.

use std::collections::HashSet;

use rollbook_domain::event::StreamId;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{CustomerKey, SeatQuery};

use rollbook_domain::refusal::Outcome;
use rollbook_domain::seat::{SeatChange, SeatCounts, hand_over, may_release, void_with_buyer};
use rollbook_domain::text::Note;
use rollbook_domain::time::Instant;

use crate::customer::get_customer;
use crate::order::seats::{all_seats, held, push_changes};
use crate::order::streams::Streams;
use crate::{Desk, Failure};

/// Who answers for the seats of a buyer from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Release {
    /// This customer, for all of them; whoever holds one keeps it.
    Successor(CustomerKey),
    /// Nobody: seats that nobody holds are void, and claimed ones stay as they are.
    Void,
}

/// What became of a buyer's seats, or would.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Released {
    /// The buyer.
    pub buyer: CustomerId,
    /// The successor, if there is one.
    pub successor: Option<CustomerId>,
    /// Whether anything changes.
    pub outcome: Outcome,
    /// How many seats change, by the state they are in before.
    pub seats: SeatCounts,
}

struct Planned {
    told: Released,
    changes: Vec<SeatChange>,
    streams: Streams,
}

/// Hands all seats of a buyer to a successor, or voids those that nobody holds.
///
/// It serves a buyer who leaves; erasing a customer does the same in the commit that erases.
///
/// # Errors
/// What [`hand_over`] refuses: the buyer as successor, a successor who was erased (GDPR-11);
/// [`Failure::Missing`] for a customer that does not exist.
pub async fn release_seats(
    desk: &Desk<'_>,
    buyer: &CustomerKey,
    release: &Release,
    reason: Option<Note>,
) -> Result<Released, Failure> {
    let mut tries = desk.tries();
    loop {
        let now = desk.now();
        let Planned { told, changes, streams } = plan(desk, buyer, release, now).await?;
        let mut commit = desk.new_commit(now);
        streams.expect_in(&mut commit);
        push_changes(&mut commit, changes, reason.as_ref());
        if tries.commit(commit).await? {
            return Ok(told);
        }
    }
}

/// Says what [`release_seats`] would do, and changes nothing.
///
/// # Errors
/// As [`release_seats`].
pub async fn plan_release(
    desk: &Desk<'_>,
    buyer: &CustomerKey,
    release: &Release,
) -> Result<Released, Failure> {
    Ok(plan(desk, buyer, release, desk.now()).await?.told)
}

async fn plan(
    desk: &Desk<'_>,
    buyer: &CustomerKey,
    release: &Release,
    now: Instant,
) -> Result<Planned, Failure> {
    let record = get_customer(desk, buyer).await?;
    may_release(&record.customer)?;
    let buyer = record.customer.id;
    let successor = match release {
        Release::Successor(key) => Some(get_customer(desk, key).await?),
        Release::Void => None,
    };
    let rows = all_seats(desk, &SeatQuery { buyer: Some(buyer), ..SeatQuery::default() }).await?;
    let changes = match &successor {
        Some(successor) => hand_over(buyer, &successor.customer, rows.iter().map(|row| &row.seat))?,
        None => void_with_buyer(&rows.iter().map(held).collect::<Vec<_>>(), now),
    };
    let mut streams = Streams::default();
    streams.add(StreamId::Customer(buyer), record.revision);
    if let Some(successor) = &successor {
        streams.add(StreamId::Customer(successor.customer.id), successor.revision);
    }
    let mut seats = SeatCounts::default();
    let touched: HashSet<_> = changes.iter().map(|change| change.seat).collect();
    for row in rows.iter().filter(|row| touched.contains(&row.seat.id)) {
        seats.count(row.seat.state_at(now));
        streams.add(StreamId::Seat(row.seat.id), row.seat.revision);
    }
    let outcome = if changes.is_empty() { Outcome::Unchanged } else { Outcome::Applied };
    let successor = successor.map(|record| record.customer.id);
    Ok(Planned { told: Released { buyer, successor, outcome, seats }, changes, streams })
}

#[cfg(test)]
mod tests;
