//! What another reclaim policy of a price would do (SIM-01, Q-02).

use std::collections::HashMap;

use rollbook_domain::catalogue::ReclaimPolicy;
use rollbook_domain::customer::Profile;
use rollbook_domain::id::{CustomerId, SeatId};
use rollbook_domain::personal::Personal;
use rollbook_domain::plan::reclaims::{ReclaimEffect, effects};
use rollbook_domain::plan::seats::reclaim::KnownSeat;
use rollbook_domain::port::{SeatQuery, SeatRow};
use rollbook_domain::seat::SeatState;
use rollbook_domain::text::Code;

use crate::catalogue::get_price;
use crate::order::seats::all_seats;
use crate::seat::reclaim::completed::Completed;
use crate::seat::reclaim::known;
use crate::seat::reclaim::load::who_placed;
use crate::{Desk, Failure};

/// What another reclaim policy of a price would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIfReclaim {
    /// The price.
    pub price: Code,
    /// Every held seat whose answer would be another, in order of order, line and number.
    pub seats: Vec<SeatEffect>,
}

/// A held seat that could be taken back, or no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatEffect {
    /// Who holds it.
    pub holder: CustomerId,
    /// The holder's profile, unless erased.
    pub holder_profile: Option<Personal<Profile>>,
    /// Who answers for it.
    pub buyer: CustomerId,
    /// The buyer's profile, unless erased.
    pub buyer_profile: Option<Personal<Profile>>,
    /// What would be otherwise.
    pub effect: ReclaimEffect,
}

/// Whose access a buyer could end, or no longer, if the seats of the price had been sold under that policy; nothing is
/// written.
///
/// # Errors
/// [`Failure::Missing`] for a price that does not exist, [`Failure::Store`].
pub async fn what_if_reclaimed(
    desk: &Desk<'_>,
    key: &str,
    policy: ReclaimPolicy,
) -> Result<WhatIfReclaim, Failure> {
    let (catalogue, now) = (desk.store.catalogue().await?, desk.now());
    let price = get_price(&catalogue, key)?;
    let state = Some((SeatState::Claimed, now));
    let query = SeatQuery { product: Some(price.product), state, ..SeatQuery::default() };
    let mut rows = all_seats(desk, &query).await?;
    rows.retain(|row| row.pool.price == price.id);
    let asks = |asked: fn(ReclaimPolicy) -> bool| {
        let is_asked = move |row: &&SeatRow| asked(policy) || asked(row.pool.terms.policy.reclaim);
        rows.iter().filter(is_asked)
    };
    let completed = Completed::read(desk, asks(|policy| policy == ReclaimPolicy::BeforeCompletion)).await?;
    let counted = who_placed(desk, asks(|policy| matches!(policy, ReclaimPolicy::Capped(_)))).await?;
    let seats: Vec<KnownSeat<'_>> = rows.iter().map(|row| known(row, &counted, &completed)).collect();
    let by_id: HashMap<SeatId, &SeatRow> = rows.iter().map(|row| (row.seat.id, row)).collect();
    let named = |effect: ReclaimEffect| {
        let row = by_id.get(&effect.seat)?;
        let holder = row.holder.as_ref()?;
        Some(SeatEffect {
            holder: holder.id,
            holder_profile: holder.profile.clone(),
            buyer: row.buyer.id,
            buyer_profile: row.buyer.profile.clone(),
            effect,
        })
    };
    let seats = effects(&seats, policy, now).into_iter().filter_map(named).collect();
    Ok(WhatIfReclaim { price: price.code.clone(), seats })
}
