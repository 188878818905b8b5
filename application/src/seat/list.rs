//! Lists of a buyer's seats (REG-07, REG-08, REG-20, REG-21, REG-27).

use rollbook_domain::id::{CustomerId, OrderId, ProductId};
use rollbook_domain::port::{Page, PageRequest, PoolQuery, SeatQuery};
use rollbook_domain::seat::{SeatCounts, SeatState};
use rollbook_domain::time::Instant;

use super::SeatView;
use crate::{Desk, Failure};

/// Which seats of a buyer are wanted; every field that is set narrows the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SeatFilter {
    /// Only of this product.
    pub product: Option<ProductId>,
    /// Only of this order.
    pub order: Option<OrderId>,
    /// Only in this state.
    pub state: Option<SeatState>,
}

/// The seats that a buyer answers for, in order of order, line and number, as they are at `now`.
///
/// # Errors
/// [`Failure::Store`].
pub async fn list_seats(
    desk: &Desk<'_>,
    buyer: CustomerId,
    filter: SeatFilter,
    now: Instant,
    page: &PageRequest,
) -> Result<Page<SeatView>, Failure> {
    let query = SeatQuery {
        buyer: Some(buyer),
        product: filter.product,
        order: filter.order,
        state: filter.state.map(|state| (state, now)),
        ..SeatQuery::default()
    };
    let seats = desk.store.seats(&query, page).await?;
    Ok(seats.map(|row| SeatView::at(&row, now)))
}

/// How many of a buyer's seats are in which state at `now`, by product and order; the state asked for does not count
///
///
/// # Errors
/// [`Failure::Store`].
pub async fn count_seats(
    desk: &Desk<'_>,
    buyer: CustomerId,
    filter: SeatFilter,
    now: Instant,
) -> Result<SeatCounts, Failure> {
    let query = PoolQuery { buyer: Some(buyer), order: filter.order, product: filter.product };
    let pools = desk.store.pools(&query, now, &PageRequest::everything()).await?;
    Ok(pools.items.iter().fold(SeatCounts::default(), |sum, row| SeatCounts {
        available: sum.available + row.counts.available,
        pending: sum.pending + row.counts.pending,
        claimed: sum.claimed + row.counts.claimed,
        void: sum.void + row.counts.void,
    }))
}
