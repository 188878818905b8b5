//! One sales order.

use rollbook_domain::port::SalesOrderKey;
use rollbook_domain::sales_order::SalesOrder;

use crate::{Desk, Failure, What};

/// The sales order that `key`, an id or a number in any letter case, names.
///
/// # Errors
/// [`Failure::Missing`] when there is none, [`Failure::Store`].
pub async fn get_sales_order(desk: &Desk<'_>, key: &str) -> Result<SalesOrder, Failure> {
    let missing = || Failure::missing(What::SalesOrder, key);
    let named = SalesOrderKey::parse(key).ok_or_else(missing)?;
    desk.store.find_sales_order(&named).await?.ok_or_else(missing)
}
