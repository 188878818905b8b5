//! Writing what an order gives into the commit that lets it grant (ORD-13).

use rollbook_domain::access::{AccessEvent, AccessWindow};
use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{GrantId, OrderId, SeatId};
use rollbook_domain::order::OrderLine;
use rollbook_domain::port::Vault;
use rollbook_domain::record::{CustomerRecord, GiveOrder, RecordEvent, give_order, seats_needed};
use rollbook_domain::seat::{NewSeat, PoolEvent, SeatTerm};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Note;
use rollbook_domain::time::{Instant, Zone};

use super::confirmation::{Completed, ConfirmationMail, confirmation};
use crate::{Desk, Failure};

/// An order that comes to grant access.
pub(super) struct Granting<'a> {
    pub(super) record: &'a CustomerRecord,
    pub(super) catalogue: &'a Catalogue,
    pub(super) zone: &'a Zone,
    pub(super) order: OrderId,
    pub(super) lines: &'a [OrderLine],
    pub(super) ordered_at: Instant,
    /// From when on what it gives is there.
    pub(super) effective_at: Instant,
    pub(super) mail: ConfirmationMail,
    pub(super) reason: Option<&'a Note>,
}

/// What an order gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GivenByOrder {
    /// The grants of the customer's own, in the order of the lines.
    pub grants: Vec<GrantId>,
    /// How many seats there are to give out.
    pub seats: u64,
    /// Whether access is over before it can open, because its dates have passed.
    pub is_over: bool,
}

/// Adds to the commit what the order gives, and its confirmation.
pub(super) fn give(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    commit: &mut Commit,
    granting: &Granting<'_>,
) -> Result<GivenByOrder, Failure> {
    let Granting { record, catalogue, zone, order, lines, ordered_at, effective_at, mail, reason } =
        *granting;
    let now = commit.recorded_at;
    for price in lines.iter().filter_map(|line| catalogue.price(line.price)) {
        commit.expect(StreamId::Price(price.id), price.revision);
    }
    let ids: Vec<SeatId> = (0..seats_needed(lines, catalogue)?).map(|_| SeatId::next(desk.ids)).collect();
    let codes = if ids.is_empty() { Vec::new() } else { vault.new_codes(&ids)? };
    let seats: Vec<NewSeat> = ids.into_iter().zip(codes).map(|(id, code)| NewSeat { id, code }).collect();
    let command = GiveOrder { order, lines, ordered_at, now, ids: desk.ids, seats: &seats };
    let given = give_order(record, catalogue, command, zone)?;
    let completed = Completed { record, catalogue, order, ordered_at, lines, given: &given.events };
    commit.mails.extend(confirmation(desk, &completed, mail));
    let mut told = GivenByOrder { seats: given.seats.len() as u64, ..GivenByOrder::default() };
    for event in given.events {
        if let RecordEvent::Access(AccessEvent::AccessGranted { grant, .. }) = &event {
            told.grants.push(*grant);
        }
        told.is_over |= window(&event).is_some_and(|window| window.is_born_ended(ordered_at, now));
        let is_joining = matches!(event, RecordEvent::Customer(_));
        let since = if is_joining { now } else { effective_at };
        commit.push_effective(Event::Customer(record.customer.id, event), since, reason.cloned());
    }
    for (seat, event) in given.seats {
        commit.expect(StreamId::Seat(seat), Revision::NONE);
        commit.push_effective(Event::Seat(seat, event), effective_at, reason.cloned());
    }
    Ok(told)
}

/// The window that the customer, or whoever claims a seat, will have.
fn window(event: &RecordEvent) -> Option<AccessWindow> {
    match event {
        RecordEvent::Access(AccessEvent::AccessGranted { window, .. }) => Some(*window),
        RecordEvent::Pool(PoolEvent::SeatsBought { terms, .. }) => match terms.term {
            SeatTerm::Purchase { window, .. } => Some(window),
            SeatTerm::Claim { .. } => None,
        },
        _ => None,
    }
}
