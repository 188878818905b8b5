//! What an erased record allows: nothing (GDPR-11).

use super::AccessRefused;
use crate::customer::{Customer, Identity};

/// Lets nobody change the access of a person who was erased.
///
/// # Errors
/// [`AccessRefused::Erased`] (GDPR-11).
pub fn must_not_be_erased(customer: &Customer) -> Result<(), AccessRefused> {
    match customer.identity {
        Identity::Known(_) => Ok(()),
        Identity::Erased { .. } => Err(AccessRefused::Erased(customer.id)),
    }
}
