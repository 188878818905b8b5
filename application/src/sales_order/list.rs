//! Sales orders.

use rollbook_domain::port::{Page, PageRequest};
use rollbook_domain::sales_order::SalesOrder;

use crate::{Desk, Failure};

/// Sales orders in order of their numbers.
///
/// # Errors
/// [`Failure::Store`].
pub async fn list_sales_orders(desk: &Desk<'_>, page: &PageRequest) -> Result<Page<SalesOrder>, Failure> {
    Ok(desk.store.list_sales_orders(page).await?)
}
