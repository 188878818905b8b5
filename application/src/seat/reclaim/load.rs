//! Reading the seats that are to be taken back, by few questions however many they are.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use rollbook_domain::catalogue::ReclaimPolicy;
use rollbook_domain::email::{EmailAddress, EmailKey};
use rollbook_domain::id::{CustomerId, ProductId};
use rollbook_domain::plan::seats::reclaim::NamedHolder;
use rollbook_domain::port::{CustomerKey, SeatKey, SeatQuery, SeatRow};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::seat::SeatState;

use super::ReclaimWhich;
use crate::catalogue::get_product;
use crate::customer::get_customer;
use crate::order::seats::all_seats;
use crate::{Desk, Failure, What};

/// Enough to be few questions.
const HOLDERS_AT_ONCE: usize = 10_000;

/// The seats that may be meant.
pub(super) async fn seats(
    desk: &Desk<'_>,
    which: &ReclaimWhich<'_>,
    named: Option<&[NamedHolder]>,
) -> Result<Vec<SeatRow>, Failure> {
    match which {
        ReclaimWhich::Seat { seat, buyer } => {
            let missing = || Failure::missing(What::Seat, seat.to_string());
            let row = desk.store.find_seat(&SeatKey::Id(*seat)).await?.ok_or_else(missing)?;
            if let Some(buyer) = buyer
                && get_customer(desk, buyer).await?.customer.id != row.seat.buyer
            {
                return Err(missing());
            }
            Ok(vec![row])
        }
        ReclaimWhich::Held { buyer, product, .. } => {
            let product = get_product(&desk.store.catalogue().await?, product)?.id;
            let buyer = get_customer(desk, buyer).await?.customer.id;
            match named {
                None => held(desk, buyer, product, None).await,
                Some(named) => held_by(desk, buyer, product, named).await,
            }
        }
    }
}

/// The seats of the named holders: read by holder where everybody still has the address they claimed with, and else by
/// looking through all that the buyer gave out.
async fn held_by(
    desk: &Desk<'_>,
    buyer: CustomerId,
    product: ProductId,
    named: &[NamedHolder],
) -> Result<Vec<SeatRow>, Failure> {
    let addresses = named.iter().filter_map(|named| EmailAddress::parse(named.typed.reveal()).ok());
    let keys: BTreeSet<EmailKey> = addresses.map(|address| address.key()).collect();
    let keys: Vec<EmailKey> = keys.into_iter().collect();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut accounts: Vec<CustomerId> =
        desk.store.known_customers(&keys, &[]).await?.into_iter().map(|known| known.id).collect();
    accounts.sort_unstable();
    let rows = held(desk, buyer, product, Some(accounts)).await?;
    let found: BTreeSet<EmailKey> = rows.iter().filter_map(claimed_with_address_now).collect();
    if keys.iter().all(|key| found.contains(key)) {
        return Ok(rows);
    }
    held(desk, buyer, product, None).await
}

/// The address that a seat was claimed with, where its holder has it still.
fn claimed_with_address_now(row: &SeatRow) -> Option<EmailKey> {
    let claimed = row.seat.claim()?.address.as_ref()?.reveal();
    let now = &row.holder.as_ref()?.profile.as_ref()?.reveal().email;
    (claimed == now).then(|| now.key())
}

async fn held(
    desk: &Desk<'_>,
    buyer: CustomerId,
    product: ProductId,
    holders: Option<Vec<CustomerId>>,
) -> Result<Vec<SeatRow>, Failure> {
    let state = Some((SeatState::Claimed, desk.now()));
    let query = SeatQuery { buyer: Some(buyer), product: Some(product), state, ..SeatQuery::default() };
    let Some(holders) = holders else { return all_seats(desk, &query).await };
    // Some holders at a time rather than all of them page by page, which would name every one of them for each page.
    let mut rows = Vec::new();
    for some in holders.chunks(HOLDERS_AT_ONCE) {
        let query = SeatQuery { holders: Some(some.to_vec()), ..query.clone() };
        rows.extend(all_seats(desk, &query).await?);
    }
    Ok(rows)
}

/// Those who placed the orders whose reclaims are counted: the count and the revision it rests on must be of one read.
pub(super) async fn counted_in(
    desk: &Desk<'_>,
    rows: &[SeatRow],
) -> Result<HashMap<CustomerId, CustomerRecord>, Failure> {
    let is_counted = |row: &&SeatRow| matches!(row.pool.terms.policy.reclaim, ReclaimPolicy::Capped(_));
    who_placed(desk, rows.iter().filter(is_counted)).await
}

/// Those who placed the orders of the seats.
pub(crate) async fn who_placed(
    desk: &Desk<'_>,
    rows: impl Iterator<Item = &SeatRow>,
) -> Result<HashMap<CustomerId, CustomerRecord>, Failure> {
    let mut records = HashMap::new();
    for row in rows {
        if let Entry::Vacant(vacant) = records.entry(row.pool.placed_by) {
            vacant.insert(get_customer(desk, &CustomerKey::Id(row.pool.placed_by)).await?);
        }
    }
    Ok(records)
}
