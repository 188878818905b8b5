//! Everything that was ever written on a transcript.

use rollbook_domain::commit::Recorded;
use rollbook_domain::event::StreamId;
use rollbook_domain::port::{ActivityQuery, CustomerKey, Page, PageRequest};

use crate::customer::get_customer;
use crate::{Desk, Failure};

/// The entries of one customer's transcript, with who made them and why.
///
/// # Errors
/// [`Failure::Missing`] for a customer who does not exist, [`Failure::Store`].
pub async fn transcript_history(
    desk: &Desk<'_>,
    key: &CustomerKey,
    is_newest_first: bool,
    page: &PageRequest,
) -> Result<Page<Recorded>, Failure> {
    let id = get_customer(desk, key).await?.customer.id;
    let query = ActivityQuery { stream: Some(StreamId::Transcript(id)), is_newest_first };
    Ok(desk.store.activity(&query, page).await?)
}
