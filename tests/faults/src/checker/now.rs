//! The seats as they are against the log.

use std::collections::BTreeMap;

use rollbook_domain::id::{CustomerId, SeatId};

use super::Violation;
use crate::history::PoolKey;
use crate::truth::{Fact, Truth};

/// Seats stand as the log says, and the seats of a pool add up to what was bought.
pub(super) fn check(truth: &Truth, violations: &mut Vec<Violation>) {
    let mut holders: BTreeMap<SeatId, Option<CustomerId>> = BTreeMap::new();
    let mut bought: BTreeMap<PoolKey, u64> = BTreeMap::new();
    for written in &truth.log {
        match written.fact {
            Fact::Made { seat, .. } | Fact::Freed { seat } => {
                holders.insert(seat, None);
            }
            Fact::Taken { seat, holder } => {
                holders.insert(seat, Some(holder));
            }
            Fact::Bought { pool, quantity } => {
                bought.insert(pool, quantity.into());
            }
            Fact::Invited { .. } | Fact::Other => {}
        }
    }
    for (seat, expected) in &holders {
        let found = truth.seats.get(seat).and_then(|now| now.holder);
        if found != *expected {
            violations.push(Violation::Differs { seat: *seat, expected: *expected, found });
        }
    }
    let mut standing: BTreeMap<PoolKey, (u64, u64)> = BTreeMap::new();
    for seat in truth.seats.values() {
        let (all, held) = standing.entry(seat.pool).or_default();
        *all += 1;
        *held += u64::from(seat.holder.is_some());
    }
    for (pool, quantity) in &bought {
        let mut expect = |what, expected, found| {
            if expected != found {
                violations.push(Violation::Count { pool: *pool, what, expected, found });
            }
        };
        let Some(now) = truth.pools.get(pool) else {
            expect("the seats listed", *quantity, 0);
            continue;
        };
        let (all, held) = standing.get(pool).copied().unwrap_or_default();
        expect("the seats bought", *quantity, now.quantity);
        expect("the seats there are", *quantity, all);
        expect("all states together", *quantity, now.counts.sum());
        expect("the seats claimed", held, now.counts.claimed);
    }
}
