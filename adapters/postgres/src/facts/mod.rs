//! Reading the facts of one customer, or of all customers of a page at once.

mod addresses;
mod enrollment;
mod grants;
mod notes;
mod orders;
mod pools;
mod seats;
mod statuses;
mod stories;
mod ties;
mod transcripts;

use std::collections::HashMap;

use rollbook_domain::id::CustomerId;
use uuid::Uuid;

pub(crate) use addresses::OWN_ADDRESSES;
pub(crate) use enrollment::{Written, enrollment_facts};
pub(crate) use grants::{grants, read_window};
pub(crate) use notes::Stamps;
pub(crate) use orders::{order_columns, read_orders};
pub(crate) use pools::{
    Pools, SoldPool, pool_columns, pools_of_orders, read_sold_pool, sold_pool_columns, sold_pools,
};
pub(crate) use seats::{bought_seats, read_seat, seat_columns, seats};
pub(crate) use statuses::{read_status, statuses};
pub(crate) use stories::{read_story, stories};
pub(crate) use ties::{add_tie, ties};
pub(crate) use transcripts::{transcript_part, transcripts};

use crate::row::StoredId;

/// Ids as a statement takes a set of them.
pub(crate) fn uuids<'a, T: StoredId + 'a>(ids: impl IntoIterator<Item = &'a T>) -> Vec<Uuid> {
    ids.into_iter().map(StoredId::uuid).collect()
}

/// Sorts facts to their customers; each keeps its order.
pub(crate) fn by_customer<T>(facts: Vec<(CustomerId, T)>) -> HashMap<CustomerId, Vec<T>> {
    let mut sorted: HashMap<CustomerId, Vec<T>> = HashMap::new();
    for (customer, fact) in facts {
        sorted.entry(customer).or_default().push(fact);
    }
    sorted
}
