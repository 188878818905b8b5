//! What happened to one customer.

use rollbook_domain::commit::Recorded;
use rollbook_domain::event::StreamId;
use rollbook_domain::port::{ActivityQuery, CustomerKey, Page, PageRequest};

use super::get_customer;
use crate::{Desk, Failure};

/// Everything written about one customer (AUD-02).
///
/// # Errors
/// [`Failure::Missing`] for a customer who does not exist, [`Failure::Store`].
pub async fn customer_activity(
    desk: &Desk<'_>,
    key: &CustomerKey,
    is_newest_first: bool,
    page: &PageRequest,
) -> Result<Page<Recorded>, Failure> {
    let id = get_customer(desk, key).await?.customer.id;
    let query = ActivityQuery { stream: Some(StreamId::Customer(id)), is_newest_first };
    Ok(desk.store.activity(&query, page).await?)
}
