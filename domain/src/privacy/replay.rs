//! Erasures that a backup does not know of, done once more after it was restored (N123).

use crate::id::CustomerId;
use crate::refusal::Refusal;
use crate::rule::{GDPR_11, Q_12, RuleId};
use crate::time::Instant;

/// That somebody was erased or deleted, with nothing personal in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PastErasure {
    /// Who.
    pub customer: CustomerId,
    /// When it was written.
    pub erased_at: Instant,
}

/// A successor who is about to go as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "customer {0} was erased as well and cannot answer for seats; name another customer with --successor, \
     or leave it out, and the seats are voided"
)]
pub struct SuccessorErased(pub CustomerId);

impl Refusal for SuccessorErased {
    fn rules(&self) -> &'static [RuleId] {
        &[Q_12, GDPR_11]
    }
}

/// Lets nobody answer for seats who is erased by the same list, however long the backup is older than that.
///
/// # Errors
/// [`SuccessorErased`] (Q-12, GDPR-11).
pub fn may_succeed(successor: CustomerId, erased: &[PastErasure]) -> Result<(), SuccessorErased> {
    if erased.iter().any(|past| past.customer == successor) {
        return Err(SuccessorErased(successor));
    }
    Ok(())
}
