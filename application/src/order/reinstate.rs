//! Bringing a cancelled order back with what it gave (ORD-14).

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{OrderId, SeatId};
use rollbook_domain::port::{CustomerKey, SeatQuery, Vault};
use rollbook_domain::record;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::seat::{comes_back, comes_back_without_buyer};
use rollbook_domain::text::Note;

use super::get_order;
use super::seats::{all_seats, held, push_changes};
use super::streams::Streams;
use crate::customer::get_customer;
use crate::{Changed, Desk, Failure, What};

/// Brings a cancelled order back with the same grants, and with the seats that went with it; each has a new code.
///
/// # Errors
/// An order that is not cancelled (ORD-14); [`Failure::Missing`] for one that does not exist; [`Failure::Vault`] when no
/// registration codes can be made.
pub async fn reinstate_order(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    id: OrderId,
    reason: Option<Note>,
) -> Result<Changed<OrderId>, Failure> {
    let customer = get_order(desk, id).await?.customer;
    let mut tries = desk.tries();
    loop {
        let record = get_customer(desk, &CustomerKey::Id(customer)).await?;
        let order = record.order(id).ok_or_else(|| Failure::missing(What::Order, id.to_string()))?;
        let mut rows = all_seats(desk, &SeatQuery { order: Some(id), ..SeatQuery::default() }).await?;
        rows.retain(|row| match row.buyer.profile {
            Some(_) => comes_back(&row.seat),
            None => comes_back_without_buyer(&row.seat),
        });
        let ids: Vec<SeatId> = rows.iter().map(|row| row.seat.id).collect();
        let codes = if ids.is_empty() { Vec::new() } else { vault.new_codes(&ids)? };
        let seats: Vec<_> = rows.iter().map(held).zip(codes).collect();
        let (events, changes) = record::reinstate_with_seats(&record, order, &seats)?;
        let mut streams = Streams::default();
        streams.add(StreamId::Customer(customer), record.revision);
        for row in &rows {
            streams.add_seat(row);
            streams.add(StreamId::Customer(row.buyer.id), row.buyer.revision);
        }
        let mut commit = desk.new_commit(desk.now());
        streams.expect_in(&mut commit);
        for event in events {
            commit.push(Event::Customer(customer, event), reason.clone());
        }
        push_changes(&mut commit, changes, reason.as_ref());
        if tries.commit(commit).await? {
            return Ok(Changed { id, outcome: Outcome::Applied });
        }
    }
}
