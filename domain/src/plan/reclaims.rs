//! What another reclaim policy would have done to those who hold seats (SIM-01, Q-02).

use std::collections::HashMap;

use super::seats::reclaim::KnownSeat;
use crate::catalogue::ReclaimPolicy;
use crate::id::{OrderId, SeatId};
use crate::seat::{Pool, ReclaimRefused, ReclaimSeat, SeatState, reclaim};
use crate::time::Instant;

/// A held seat that could be taken back under one policy and not under the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReclaimEffect {
    /// The seat.
    pub seat: SeatId,
    /// Why it cannot be taken back under the policy that would make it safe.
    pub because: ReclaimRefused,
    /// Whether it could be taken back under the other policy alone, and not as it was sold.
    pub is_opened: bool,
}

/// Which held seats could be taken back, or no longer, if they had been sold under that policy; each is looked at on its
/// own, as if it were the next to be taken back.
pub fn effects(seats: &[KnownSeat<'_>], policy: ReclaimPolicy, now: Instant) -> Vec<ReclaimEffect> {
    let mut others: HashMap<(OrderId, u32), Pool> = HashMap::new();
    let mut found = Vec::new();
    for known in seats.iter().filter(|known| known.seat.state_at(now) == SeatState::Claimed) {
        let other = others.entry((known.pool.order, known.pool.line)).or_insert_with(|| {
            let mut pool = known.pool.clone();
            pool.terms.policy.reclaim = policy;
            pool
        });
        let under = |pool| {
            let KnownSeat { seat, holder, is_buyer_erased, is_completed, .. } = *known;
            let grant = holder.map(|holder| holder.grant);
            let facts = ReclaimSeat { seat, pool, grant, is_buyer_erased, is_completed, new_code: None };
            reclaim(facts, now).err()
        };
        let effect = match (under(known.pool), under(other)) {
            (Some(because), None) => Some((because, true)),
            (None, Some(because)) => Some((because, false)),
            _ => None,
        };
        let seat = known.seat.id;
        found.extend(effect.map(|(because, is_opened)| ReclaimEffect { seat, because, is_opened }));
    }
    found
}
