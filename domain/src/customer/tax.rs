//! The tax exemption.

use super::{Customer, CustomerEvent, CustomerRefused, Identity};
use crate::refusal::Outcome;

/// Adds or removes the tax exemption (CUS-25).
///
/// # Errors
/// [`CustomerRefused::Erased`] (GDPR-11).
pub fn set_tax_exemption(
    customer: &Customer,
    is_exempt: bool,
) -> Result<(Outcome, Vec<CustomerEvent>), CustomerRefused> {
    if let Identity::Erased { .. } = customer.identity {
        return Err(CustomerRefused::Erased(customer.id));
    }
    if customer.is_tax_exempt == is_exempt {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    Ok((Outcome::Applied, vec![CustomerEvent::TaxExemptionSet { is_exempt }]))
}
