//! The plan of taking seats back from many holders at once (REG-29, REG-30, REG-33, Q-02, Q-28).

mod guard;
mod whom;

use std::collections::{BTreeMap, BTreeSet};

pub use guard::ReclaimSeatsRefused;
pub use whom::{NamedHolder, Selected, holders, select};

use crate::access::AccessGrant;
use crate::email::EmailAddress;
use crate::id::{CustomerId, OrderId, SeatId};
use crate::personal::Personal;
use crate::plan::{Changes, Planned};
use crate::record::RecordEvent;
use crate::refusal::{Outcome, Refusal};
use crate::rule::RuleId;
use crate::seat::{Pool, PoolEvent, ReclaimSeat, Seat, SeatEvent, reclaim};
use crate::secret::SealedCode;
use crate::stamp::Revision;
use crate::time::Instant;

/// A seat that is to be taken back, with what that rests on.
#[derive(Debug, Clone, Copy)]
pub struct KnownSeat<'a> {
    /// The seat.
    pub seat: &'a Seat,
    /// The order line it was bought with.
    pub pool: &'a Pool,
    /// The revision of the customer who placed the order, in whose stream reclaims are counted.
    pub placed_by: Revision,
    /// Who holds it, if somebody does.
    pub holder: Option<SeatHolder<'a>>,
    /// Whether the customer who answers for it was erased.
    pub is_buyer_erased: bool,
    /// Whether the holder has completed the content.
    pub is_completed: bool,
}

/// Who holds a seat.
#[derive(Debug, Clone, Copy)]
pub struct SeatHolder<'a> {
    /// The customer.
    pub id: CustomerId,
    /// The customer's revision.
    pub revision: Revision,
    /// The customer's own address now, unless erased.
    pub email: Option<&'a EmailAddress>,
    /// The grant that the claim gave.
    pub grant: &'a AccessGrant,
}

/// What becomes of one seat, or of one address that names none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReclaimResult {
    /// It is taken back.
    Reclaimed,
    /// Nobody holds it and nobody is invited.
    Unchanged,
    /// The address was named before.
    Duplicate,
    /// It stays as it is.
    Refused {
        /// Why.
        reason: String,
        /// The rules behind it.
        rules: &'static [RuleId],
    },
}

/// One line of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReclaimRow {
    /// Where the holder was named: the line of the file, or the place on the command line; `None` without a name.
    pub line: Option<u32>,
    /// The address as typed, or else the one the seat was claimed with.
    pub address: Option<Personal<String>>,
    /// The seat, where the address names one.
    pub seat: Option<SeatId>,
    /// What becomes of it.
    pub result: ReclaimResult,
}

/// What taking seats back would do.
#[derive(Debug, Default)]
pub struct ReclaimPlan {
    /// Every seat and every address that names none, in the order named.
    pub rows: Vec<ReclaimRow>,
    /// For the seats; one event each, still without its new code.
    pub seats: Changes<SeatId, SeatEvent>,
    /// For the holders, and for who placed the orders where the terms count reclaims.
    pub customers: Changes<CustomerId, RecordEvent>,
}

impl ReclaimPlan {
    /// How many rows ended so.
    pub fn count(&self, is_so: impl Fn(&ReclaimResult) -> bool) -> u64 {
        self.rows.iter().map(|row| u64::from(is_so(&row.result))).sum()
    }

    /// How many seats are taken back; what a confirmation is held against.
    pub fn touched(&self) -> u64 {
        self.seats.touched()
    }

    /// How many rows are refused.
    pub fn refused(&self) -> u64 {
        self.count(|result| matches!(result, ReclaimResult::Refused { .. }))
    }

    /// The seats that need a new code, in order.
    pub fn seats_without_code(&self) -> Vec<SeatId> {
        self.seats.events.iter().map(|planned| planned.id).collect()
    }

    /// Gives every seat its new code, in the order of [`Self::seats_without_code`].
    pub fn set_codes(&mut self, codes: Vec<SealedCode>) {
        for (planned, new) in self.seats.events.iter_mut().zip(codes) {
            if let SeatEvent::SeatReclaimed { code } = &mut planned.event {
                *code = Some(new);
            }
        }
    }
}

/// Plans to take back what was selected; reclaims that the terms count are counted as the plan goes along.
pub fn plan(selected: Vec<Selected>, seats: &[KnownSeat<'_>], now: Instant) -> ReclaimPlan {
    let mut plan = ReclaimPlan::default();
    let mut pools: BTreeMap<(OrderId, u32), Pool> = BTreeMap::new();
    let mut counted: BTreeMap<(OrderId, u32), (CustomerId, u32)> = BTreeMap::new();
    let mut expected = BTreeSet::new();
    for Selected { line, address, place } in selected {
        let known = match place {
            Ok(place) => seats.get(place),
            Err(result) => {
                plan.rows.push(ReclaimRow { line, address, seat: None, result });
                continue;
            }
        };
        let Some(known) = known else { continue };
        let line_key = (known.seat.order, known.seat.line);
        let pool = pools.entry(line_key).or_insert_with(|| known.pool.clone());
        let facts = ReclaimSeat {
            seat: known.seat,
            pool,
            grant: known.holder.map(|holder| holder.grant),
            is_buyer_erased: known.is_buyer_erased,
            is_completed: known.is_completed,
            new_code: None,
        };
        let result = match reclaim(facts, now) {
            Err(refused) => ReclaimResult::Refused { reason: refused.to_string(), rules: refused.rules() },
            Ok(reclaimed) => {
                plan.seats.add(known.seat.id, known.seat.revision, reclaimed.seat, now);
                if let Some(holder) = known.holder
                    && reclaimed.outcome == Outcome::Applied
                {
                    // The holder's stream is named even when nothing is written to it: a claim rests on it as well.
                    if expected.insert(holder.id) {
                        plan.customers.expected.push((holder.id, holder.revision));
                    }
                    let events = reclaimed.access.into_iter().map(RecordEvent::from);
                    plan.customers.events.extend(events.map(|event| Planned {
                        id: holder.id,
                        event,
                        effective_at: now,
                    }));
                }
                if let Some(event) = reclaimed.pool {
                    pool.apply(&event);
                    let (placed_by, count) = counted.entry(line_key).or_insert((pool.placed_by, 0));
                    *count += 1;
                    if expected.insert(*placed_by) {
                        plan.customers.expected.push((*placed_by, known.placed_by));
                    }
                }
                match reclaimed.outcome {
                    Outcome::Applied => ReclaimResult::Reclaimed,
                    Outcome::Unchanged => ReclaimResult::Unchanged,
                }
            }
        };
        plan.rows.push(ReclaimRow { line, address, seat: Some(known.seat.id), result });
    }
    for ((order, line), (placed_by, count)) in counted {
        let event = PoolEvent::ReclaimsCounted { order, line, count }.into();
        plan.customers.events.push(Planned { id: placed_by, event, effective_at: now });
    }
    plan
}

/// The address that a seat's standing claim was made with.
fn claim_address(seat: &Seat) -> Option<&EmailAddress> {
    seat.claim().and_then(|claim| claim.address.as_ref()).map(Personal::reveal)
}

#[cfg(test)]
mod tests;
