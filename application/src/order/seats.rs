//! The seats that an order or a buyer has, read in one go, and writing what happens to them.

use rollbook_domain::access::AccessGrant;
use rollbook_domain::commit::Commit;
use rollbook_domain::event::Event;
use rollbook_domain::port::{Page, PageRequest, SeatQuery, SeatRow};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::seat::{HeldSeat, SeatChange};
use rollbook_domain::text::Note;

use crate::{Desk, Failure};

/// All seats asked for.
pub(crate) async fn all_seats(desk: &Desk<'_>, query: &SeatQuery) -> Result<Vec<SeatRow>, Failure> {
    let mut request = PageRequest::everything();
    let mut rows = Vec::new();
    loop {
        let Page { items, next } = desk.store.seats(query, &request).await?;
        rows.extend(items);
        let Some(cursor) = next else { return Ok(rows) };
        request = PageRequest::after(cursor, usize::MAX);
    }
}

/// A row as the decisions about sets of seats see it.
pub(crate) fn held(row: &SeatRow) -> HeldSeat<'_> {
    let grant: Option<&AccessGrant> = row.holder.as_ref().map(|holder| &holder.grant);
    HeldSeat { seat: &row.seat, grant }
}

/// Adds what happens to the seats, and to the access of whoever holds one.
pub(crate) fn push_changes(commit: &mut Commit, changes: Vec<SeatChange>, note: Option<&Note>) {
    for SeatChange { seat, event, access } in changes {
        commit.push(Event::Seat(seat, event), note.cloned());
        if let Some((holder, event)) = access {
            commit.push(Event::Customer(holder, RecordEvent::Access(event)), note.cloned());
        }
    }
}
