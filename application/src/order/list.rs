//! Lists of orders (ORD-01).

use rollbook_domain::order::OrderStatus;
use rollbook_domain::port::{CustomerKey, OrderQuery, OrderRow, Page, PageRequest};

use crate::customer::get_customer;
use crate::{Desk, Failure};

/// Orders in order of id, of one customer or of all.
///
/// # Errors
/// [`Failure::Missing`] for a customer that does not exist, [`Failure::Store`].
pub async fn list_orders(
    desk: &Desk<'_>,
    customer: Option<&CustomerKey>,
    status: Option<OrderStatus>,
    page: &PageRequest,
) -> Result<Page<OrderRow>, Failure> {
    let customer = match customer {
        None => None,
        Some(CustomerKey::Id(id)) if page.after.is_some() => Some(*id),
        Some(key) => Some(get_customer(desk, key).await?.customer.id),
    };
    Ok(desk.store.list_orders(&OrderQuery { customer, status }, page).await?)
}
