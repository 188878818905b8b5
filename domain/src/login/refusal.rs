//! Which sign-ins are not recorded.

use crate::actor::Actor;
use crate::customer::{Customer, Identity};
use crate::id::{CustomerId, ImpersonationId};
use crate::refusal::Refusal;
use crate::rule::{AUD_08, GDPR_11, RuleId};

/// A sign-in that is not the customer's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoginRefused {
    /// An impersonator's.
    #[error("a sign-in under impersonation {0} is not the customer's own; the activity tells of it already")]
    Impersonated(ImpersonationId),
    /// Nobody's any more.
    #[error("customer {0} was erased; nothing more is recorded of them")]
    Erased(CustomerId),
}

impl Refusal for LoginRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Impersonated(_) => &[AUD_08],
            Self::Erased(_) => &[GDPR_11],
        }
    }
}

/// Whether what the actor tells of is a sign-in of the customer.
///
/// # Errors
/// [`LoginRefused`]: one under impersonation (AUD-08), one of an erased customer (GDPR-11).
pub fn may_record(actor: &Actor, customer: &Customer) -> Result<(), LoginRefused> {
    if let Some(impersonation) = actor.impersonation {
        return Err(LoginRefused::Impersonated(impersonation));
    }
    match customer.identity {
        Identity::Known(_) => Ok(()),
        Identity::Erased { .. } => Err(LoginRefused::Erased(customer.id)),
    }
}
