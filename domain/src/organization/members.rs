//! Putting customers into an organization and taking them out.

use crate::customer::{Customer, CustomerEvent, CustomerRefused, Identity};
use crate::id::OrganizationId;
use crate::refusal::Outcome;

/// Puts a customer into an organization, out of the one they were in (VIEW-06).
///
/// # Errors
/// [`CustomerRefused::Erased`] (GDPR-11).
pub fn join(
    customer: &Customer,
    organization: OrganizationId,
) -> Result<(Outcome, Vec<CustomerEvent>), CustomerRefused> {
    if let Identity::Erased { .. } = customer.identity {
        return Err(CustomerRefused::Erased(customer.id));
    }
    if customer.ties.is_in(organization) {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    Ok((Outcome::Applied, vec![CustomerEvent::OrganizationJoined { organization }]))
}

/// Takes a customer out of an organization.
///
/// # Errors
/// [`CustomerRefused::NotInOrganization`] when they are not in it.
pub fn leave(
    customer: &Customer,
    organization: OrganizationId,
) -> Result<Vec<CustomerEvent>, CustomerRefused> {
    if !customer.ties.is_in(organization) {
        return Err(CustomerRefused::NotInOrganization { customer: customer.id, organization });
    }
    Ok(vec![CustomerEvent::OrganizationLeft])
}
