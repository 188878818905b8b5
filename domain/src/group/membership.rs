//! Putting customers into groups and taking them out.

use crate::customer::{Customer, CustomerEvent, CustomerRefused, Identity, MembershipSource};
use crate::id::GroupId;
use crate::refusal::Outcome;

/// Puts a customer into a group (GRP-02, GRP-03).
///
/// # Errors
/// [`CustomerRefused::Erased`] (GDPR-11).
pub fn join(
    customer: &Customer,
    group: GroupId,
    source: MembershipSource,
) -> Result<(Outcome, Vec<CustomerEvent>), CustomerRefused> {
    if let Identity::Erased { .. } = customer.identity {
        return Err(CustomerRefused::Erased(customer.id));
    }
    if customer.is_member_of(group) {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    Ok((Outcome::Applied, vec![CustomerEvent::GroupJoined { group, source }]))
}

/// Takes a customer out of a group; grants stay as they are.
///
/// # Errors
/// [`CustomerRefused::NotAMember`] (GRP-02) when the customer is not in it.
pub fn leave(customer: &Customer, group: GroupId) -> Result<Vec<CustomerEvent>, CustomerRefused> {
    if !customer.is_member_of(group) {
        return Err(CustomerRefused::NotAMember { customer: customer.id, group });
    }
    Ok(vec![CustomerEvent::GroupLeft { group }])
}
