//! Cancelling an order, whole or in part, with what it gave (ORD-14, Q-13).

use std::collections::{HashMap, HashSet};

use rollbook_domain::customer::Profile;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, OrderId, SeatId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{CustomerKey, SeatQuery, SeatRow};
use rollbook_domain::record::{self, CustomerRecord, RecordEvent};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::seat::{SeatCounts, VoidPlan};
use rollbook_domain::text::Note;
use rollbook_domain::time::Instant;

use super::get_order;
use super::seats::{all_seats, held, push_changes};
use super::streams::Streams;
use crate::customer::get_customer;
use crate::{Desk, Failure, What};

/// What to cancel of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancelWhat {
    /// All of it.
    Whole,
    /// That many seats of one line.
    Part {
        /// The line.
        line: u32,
        /// How many seats.
        quantity: u64,
    },
}

/// Somebody who loses access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loser {
    /// The seat held.
    pub seat: SeatId,
    /// Who.
    pub customer: CustomerId,
    /// The profile, unless erased.
    pub profile: Option<Personal<Profile>>,
}

/// What cancelling does, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancelled {
    /// The order.
    pub order: OrderId,
    /// Whether anything changes.
    pub outcome: Outcome,
    /// How many seats go, by the state they were in.
    pub seats: SeatCounts,
    /// Holders of seats who lose access, the first to lose it first.
    pub losers: Vec<Loser>,
}

struct Planned {
    customer: CustomerId,
    record: CustomerRecord,
    rows: Vec<SeatRow>,
    events: Vec<RecordEvent>,
    plan: VoidPlan,
    told: Cancelled,
}

/// Cancels an order or a part of it: the customer's own grants are suspended, seats are void, and the grants of whoever
/// holds one are suspended; claimed seats have to be confirmed by their count.
///
/// # Errors
/// An abandoned order (ORD-13); what [`cancel_part`](record::cancel_part) refuses; claimed seats that are not confirmed
/// [`Failure::Missing`] for an order that does not exist.
pub async fn cancel_order(
    desk: &Desk<'_>,
    id: OrderId,
    what: CancelWhat,
    confirm: Option<u64>,
    reason: Option<Note>,
) -> Result<Cancelled, Failure> {
    let mut tries = desk.tries();
    loop {
        let now = desk.now();
        let Planned { customer, record, rows, events, plan, told } = plan(desk, id, what, now).await?;
        let changes = plan.confirmed(confirm)?;
        let going: HashSet<SeatId> = changes.iter().map(|change| change.seat).collect();
        let mut streams = Streams::default();
        streams.add(StreamId::Customer(customer), record.revision);
        for row in rows.iter().filter(|row| going.contains(&row.seat.id)) {
            streams.add_seat(row);
        }
        let mut commit = desk.new_commit(now);
        streams.expect_in(&mut commit);
        for event in events {
            commit.push(Event::Customer(customer, event), reason.clone());
        }
        push_changes(&mut commit, changes, reason.as_ref());
        if tries.commit(commit).await? {
            return Ok(told);
        }
    }
}

/// Says what [`cancel_order`] would do, and changes nothing.
///
/// # Errors
/// As [`cancel_order`], but for what has to be confirmed.
pub async fn plan_cancel(desk: &Desk<'_>, id: OrderId, what: CancelWhat) -> Result<Cancelled, Failure> {
    Ok(plan(desk, id, what, desk.now()).await?.told)
}

async fn plan(desk: &Desk<'_>, id: OrderId, what: CancelWhat, now: Instant) -> Result<Planned, Failure> {
    let customer = get_order(desk, id).await?.customer;
    let record = get_customer(desk, &CustomerKey::Id(customer)).await?;
    let order = record.order(id).ok_or_else(|| Failure::missing(What::Order, id.to_string()))?;
    let line = match what {
        CancelWhat::Whole => None,
        CancelWhat::Part { line, .. } => Some(line),
    };
    let rows = all_seats(desk, &SeatQuery { order: Some(id), line, ..SeatQuery::default() }).await?;
    let seats: Vec<_> = rows.iter().map(held).collect();
    let (outcome, events, plan) = match what {
        CancelWhat::Whole => {
            let whole = record::cancel_with_seats(&record, order, &seats, now)?;
            (whole.outcome, whole.events, whole.seats)
        }
        CancelWhat::Part { line, quantity } => {
            (Outcome::Applied, Vec::new(), record::cancel_part(order, line, quantity, &seats, now)?)
        }
    };
    let told = Cancelled { order: id, outcome, seats: plan.counts, losers: losers(&plan, &rows) };
    Ok(Planned { customer, record, rows, events, plan, told })
}

fn losers(plan: &VoidPlan, rows: &[SeatRow]) -> Vec<Loser> {
    let losing: HashMap<SeatId, usize> = plan
        .changes
        .iter()
        .enumerate()
        .filter(|(_, change)| change.access.is_some())
        .map(|(place, change)| (change.seat, place))
        .collect();
    let mut losers: Vec<(usize, Loser)> = rows
        .iter()
        .filter_map(|row| {
            let holder = row.holder.as_ref()?;
            let profile = holder.profile.clone();
            let loser = Loser { seat: row.seat.id, customer: holder.id, profile };
            Some((*losing.get(&row.seat.id)?, loser))
        })
        .collect();
    losers.sort_by_key(|(place, _)| *place);
    losers.into_iter().map(|(_, loser)| loser).collect()
}
