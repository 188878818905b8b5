//! Appointing the administrators of an organization, and dismissing them.

use crate::customer::{Customer, CustomerEvent, CustomerRefused, Identity};
use crate::id::OrganizationId;
use crate::refusal::Outcome;

/// Lets a customer see everybody in an organization and below it (VIEW-04, VIEW-11).
///
/// # Errors
/// [`CustomerRefused::Erased`] (GDPR-11).
pub fn appoint(
    customer: &Customer,
    organization: OrganizationId,
) -> Result<(Outcome, Vec<CustomerEvent>), CustomerRefused> {
    if let Identity::Erased { .. } = customer.identity {
        return Err(CustomerRefused::Erased(customer.id));
    }
    if customer.ties.administers(organization) {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    Ok((Outcome::Applied, vec![CustomerEvent::AdministratorAppointed { organization }]))
}

/// Takes that away.
///
/// # Errors
/// [`CustomerRefused::NotAnAdministrator`] when they do not administer it.
pub fn dismiss(
    customer: &Customer,
    organization: OrganizationId,
) -> Result<Vec<CustomerEvent>, CustomerRefused> {
    if !customer.ties.administers(organization) {
        return Err(CustomerRefused::NotAnAdministrator { customer: customer.id, organization });
    }
    Ok(vec![CustomerEvent::AdministratorDismissed { organization }])
}
