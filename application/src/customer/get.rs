//! One customer with everything that hangs on them.

use rollbook_domain::port::CustomerKey;
use rollbook_domain::record::CustomerRecord;

use crate::{Desk, Failure, What};

/// The record of the customer that `key` names.
///
/// # Errors
/// [`Failure::Missing`] when there is none, [`Failure::Store`].
pub async fn get_customer(desk: &Desk<'_>, key: &CustomerKey) -> Result<CustomerRecord, Failure> {
    let found = desk.store.find_customer(key).await?;
    found.ok_or_else(|| Failure::missing(What::Customer, as_typed(key)))
}

/// The key as a person types it, for sentences that name the customer.
pub fn as_typed(key: &CustomerKey) -> String {
    match key {
        CustomerKey::Id(id) => id.to_string(),
        CustomerKey::Email(email) => email.as_str().to_owned(),
        CustomerKey::Code(code) => code.to_string(),
    }
}
