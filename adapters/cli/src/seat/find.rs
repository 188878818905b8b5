//! Finding the buyer that a command names.

use rollbook_application::customer::get_customer;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;

use crate::{CliError, Session};

/// The id of the customer that `key` names.
pub(crate) async fn customer_id(key: &CustomerKey, session: &Session) -> Result<CustomerId, CliError> {
    match key {
        CustomerKey::Id(id) => Ok(*id),
        _ => Ok(get_customer(&session.desk(), key).await?.customer.id),
    }
}
