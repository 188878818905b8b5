//! Seats with everything a decision about them rests on.

use std::collections::HashMap;
use std::sync::Arc;

use rollbook_domain::access::AccessGrant;
use rollbook_domain::id::{CustomerId, GrantId, SeatId};
use rollbook_domain::port::{Buyer, Holder, SeatRow};
use rollbook_domain::seat::Seat;

use super::accounts::{Account, accounts, know_buyers};
use crate::facts::{Pools, Stamps, grants, pools_of_orders, seats, uuids};
use crate::failure::Outcome;
use crate::tables::Tables;

/// How many seats are read with one statement for each kind of fact.
const SEATS_AT_ONCE: usize = 1_000;

/// The seats, in the order given; one that is not there is left out.
pub(super) async fn seat_rows(tables: &mut Tables, ids: &[SeatId]) -> Outcome<Vec<SeatRow>> {
    let mut rows = Vec::with_capacity(ids.len());
    let mut known = Known::default();
    for some in ids.chunks(SEATS_AT_ONCE) {
        let mut seats = seats(tables, &uuids(some)).await?;
        known.learn_of(tables, &seats).await?;
        let mut holders = Holders::of(tables, seats.values()).await?;
        for id in some {
            let Some(seat) = seats.remove(id) else { continue };
            let Some((pool, order_status)) = known.pools.get(&(seat.order, seat.line)) else { continue };
            let Some(buyer) = known.buyers.get(&seat.buyer) else { continue };
            let (pool, order_status) = (Arc::clone(pool), *order_status);
            let (buyer, holder) = (Arc::clone(buyer), holders.of_seat(&seat));
            rows.push(SeatRow { seat, pool, order_status, buyer, holder });
        }
    }
    Ok(rows)
}

/// What many seats share.
#[derive(Default)]
struct Known {
    pools: Pools,
    buyers: HashMap<CustomerId, Arc<Buyer>>,
}

impl Known {
    async fn learn_of(&mut self, tables: &mut Tables, seats: &HashMap<SeatId, Seat>) -> Outcome<()> {
        let unknown = seats.values().filter(|seat| !self.pools.contains_key(&(seat.order, seat.line)));
        let mut orders = uuids(unknown.map(|seat| &seat.order));
        orders.sort_unstable();
        orders.dedup();
        if !orders.is_empty() {
            self.pools.extend(pools_of_orders(tables, &orders).await?);
        }
        know_buyers(tables, &mut self.buyers, seats.values().map(|seat| seat.buyer)).await
    }
}

/// Who holds seats, and the grants they have.
pub(super) struct Holders {
    accounts: HashMap<CustomerId, Account>,
    grants: HashMap<(CustomerId, GrantId), AccessGrant>,
}

impl Holders {
    pub(super) async fn of(tables: &mut Tables, seats: impl Iterator<Item = &Seat>) -> Outcome<Self> {
        let mut holders: Vec<_> = seats.filter_map(|seat| seat.claim().map(|claim| claim.holder)).collect();
        holders.sort_unstable();
        holders.dedup();
        if holders.is_empty() {
            return Ok(Self { accounts: HashMap::new(), grants: HashMap::new() });
        }
        let whom = uuids(&holders);
        let stamps = Stamps::of(tables, &whom).await?;
        let grants = grants(tables, &whom, &stamps).await?;
        let grants = grants.into_iter().map(|(customer, grant)| ((customer, grant.id), grant)).collect();
        Ok(Self { accounts: accounts(tables, &holders).await?, grants })
    }

    /// Who holds the seat; somebody who has not got the claim's grant does not.
    pub(super) fn of_seat(&mut self, seat: &Seat) -> Option<Holder> {
        let claim = seat.claim()?;
        let account = self.accounts.get(&claim.holder)?;
        Some(Holder {
            id: claim.holder,
            revision: account.revision,
            profile: account.profile.clone(),
            status: account.status,
            grant: self.grants.remove(&(claim.holder, claim.grant))?,
        })
    }
}
