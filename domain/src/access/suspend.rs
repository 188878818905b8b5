//! Suspending what a cancelled order granted, and bringing the same grants back (ORD-14).
//!
//! Grants that a claim gave are left to the seat: they follow it, whoever holds it.

use super::{AccessEvent, AccessGrant, Standing};
use crate::id::OrderId;

/// Suspends every standing grant that the order gave without a seat.
pub fn suspend_for_order(grants: &[AccessGrant], order: OrderId) -> Vec<AccessEvent> {
    of_order(grants, order, Standing::Held)
        .map(|grant| AccessEvent::AccessSuspended { grant: grant.id })
        .collect()
}

/// Brings every suspended grant that the order gave without a seat back; revoked ones stay revoked.
pub fn reinstate_for_order(grants: &[AccessGrant], order: OrderId) -> Vec<AccessEvent> {
    of_order(grants, order, Standing::Suspended)
        .map(|grant| AccessEvent::AccessReinstated { grant: grant.id })
        .collect()
}

fn of_order(
    grants: &[AccessGrant],
    order: OrderId,
    standing: Standing,
) -> impl Iterator<Item = &AccessGrant> {
    grants.iter().filter(move |grant| {
        let last = grant.standings.last().map_or(Standing::Held, |change| change.standing);
        grant.source.order == order && grant.source.seat.is_none() && last == standing
    })
}
