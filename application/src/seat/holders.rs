//! Who holds a buyer's seats: the Registration Code Users (REG-27, REG-31, REG-32, X-18).

use rollbook_domain::id::{CustomerId, ProductId};
use rollbook_domain::port::{Page, PageRequest, SeatQuery, SeatRow};
use rollbook_domain::seat::SeatState;
use rollbook_domain::time::Instant;

use crate::{Desk, Failure};

/// The claimed seats of a buyer, each with its holder, however they came to it; nobody who is only invited is in it.
///
/// # Errors
/// [`Failure::Store`].
pub async fn seat_users(
    desk: &Desk<'_>,
    buyer: CustomerId,
    product: Option<ProductId>,
    now: Instant,
    page: &PageRequest,
) -> Result<Page<SeatRow>, Failure> {
    let query = SeatQuery {
        buyer: Some(buyer),
        product,
        state: Some((SeatState::Claimed, now)),
        ..SeatQuery::default()
    };
    Ok(desk.store.seats(&query, page).await?)
}
