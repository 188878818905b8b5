//! People whose period is over.

use super::RetentionRefused;
use crate::customer::{Customer, Status};
use crate::time::Instant;

/// Since when the customer is Inactive, by the status written last; nothing of somebody who was erased.
pub fn inactive_since(customer: &Customer) -> Option<Instant> {
    customer.profile()?;
    let last = customer.statuses.last()?;
    (last.status == Status::Inactive).then_some(last.stamp.effective_at)
}

/// Looks whether the customer is Inactive since before the cut; [`erase`](crate::privacy::erase) has the last word.
///
/// # Errors
/// [`RetentionRefused::NotDue`] for one who came back meanwhile, whether Inactive again or not.
pub fn erase_due(customer: &Customer, before: Instant) -> Result<(), RetentionRefused> {
    if inactive_since(customer).is_some_and(|since| since < before) {
        return Ok(());
    }
    Err(RetentionRefused::NotDue(customer.id))
}
