//! The manager, who watches over a customer's learning.

use super::{Customer, CustomerEvent, CustomerRefused, Identity};
use crate::id::CustomerId;
use crate::refusal::Outcome;

/// Gives a customer a manager, in place of the one before (VIEW-03).
///
/// `above` are the managers above the new one: theirs, that one's, and so on. The decision rests on each of them.
///
/// # Errors
/// [`CustomerRefused::Erased`] (GDPR-11) for either of them, and [`CustomerRefused::ManagedByThemselves`] when the customer
/// would end up among the managers above themselves.
pub fn set_manager(
    customer: &Customer,
    manager: &Customer,
    above: &[CustomerId],
) -> Result<(Outcome, Vec<CustomerEvent>), CustomerRefused> {
    for one in [customer, manager] {
        if let Identity::Erased { .. } = one.identity {
            return Err(CustomerRefused::Erased(one.id));
        }
    }
    if customer.ties.is_managed_by(manager.id) {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    if manager.id == customer.id || above.contains(&customer.id) {
        return Err(CustomerRefused::ManagedByThemselves { customer: customer.id, manager: manager.id });
    }
    Ok((Outcome::Applied, vec![CustomerEvent::ManagerSet { manager: manager.id }]))
}

/// Leaves a customer without a manager.
pub fn clear_manager(customer: &Customer) -> (Outcome, Vec<CustomerEvent>) {
    match customer.ties.manager {
        None => (Outcome::Unchanged, Vec::new()),
        Some(_) => (Outcome::Applied, vec![CustomerEvent::ManagerCleared]),
    }
}
