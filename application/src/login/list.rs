//! A customer's sign-ins.

use rollbook_domain::login::Login;
use rollbook_domain::port::{CustomerKey, LoginQuery, Page, PageRequest};

use crate::customer::get_customer;
use crate::{Desk, Failure};

/// When and from where a customer signed in (AUD-01), the newest first.
///
/// # Errors
/// [`Failure::Missing`] for a customer who does not exist, [`Failure::Store`].
pub async fn list_logins(
    desk: &Desk<'_>,
    key: &CustomerKey,
    page: &PageRequest,
) -> Result<Page<Login>, Failure> {
    let customer = Some(get_customer(desk, key).await?.customer.id);
    let query = LoginQuery { customer, from: None, is_newest_first: true };
    Ok(desk.store.logins(&query, page).await?)
}
