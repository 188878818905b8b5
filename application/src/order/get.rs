//! One order.

use rollbook_domain::id::OrderId;
use rollbook_domain::port::OrderRow;

use crate::{Desk, Failure, What};

/// The order with this id, and whose it is.
///
/// # Errors
/// [`Failure::Missing`] when there is none, [`Failure::Store`].
pub async fn get_order(desk: &Desk<'_>, id: OrderId) -> Result<OrderRow, Failure> {
    let found = desk.store.find_order(id).await?;
    found.ok_or_else(|| Failure::missing(What::Order, id.to_string()))
}
