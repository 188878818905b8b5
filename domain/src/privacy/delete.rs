//! Deleting a customer with everything that hangs on them (CUS-22 to CUS-24, GDPR-10, Q-36, X-01).

use crate::catalogue::Catalogue;
use crate::customer::{CustomerEvent, Identity};
use crate::id::CustomerId;
use crate::record::{CustomerRecord, DeleteRefused, may_delete};
use crate::refusal::Refusal;
use crate::rule::{GDPR_11, Q_35, RuleId, X_01};
use crate::settings::DeleteRule;
use crate::time::Instant;

/// A customer who is not deleted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeleteCustomerRefused {
    /// The tenant's rule keeps the customer.
    #[error(transparent)]
    Rule(#[from] DeleteRefused),
    /// The person was erased, and what is left stays.
    #[error("customer {0} was erased; what is left of the record stays, and names nobody")]
    Erased(CustomerId),
    /// Others hold seats that the customer bought, or may.
    #[error(
        "customer {customer} bought or answers for {seats} seats, which belong to the access of others; \
         erase the customer instead: `rollbook customer erase`"
    )]
    AnswersForSeats {
        /// Who.
        customer: CustomerId,
        /// How many seats.
        seats: u64,
    },
    /// The customer holds seats that somebody else bought.
    #[error(
        "customer {customer} holds {seats} seats that others bought; `rollbook seat reclaim` takes them back first"
    )]
    HoldsSeats {
        /// Who.
        customer: CustomerId,
        /// How many seats.
        seats: u64,
    },
}

impl Refusal for DeleteCustomerRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Rule(refused) => refused.rules(),
            Self::Erased(_) => &[GDPR_11],
            Self::AnswersForSeats { .. } => &[X_01],
            Self::HoldsSeats { .. } => &[X_01, Q_35],
        }
    }
}

/// How many seats a customer who is to be deleted has to do with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SeatsOf {
    /// Those the customer answers for.
    pub answered_for: u64,
    /// Those the customer holds.
    pub held: u64,
}

/// Deletes a customer, whatever the status (GDPR-10): of the stream the log keeps its id, of everything else nothing.
///
/// # Errors
/// [`DeleteCustomerRefused::Rule`] (X-01, CUS-22), [`DeleteCustomerRefused::Erased`] (GDPR-11),
/// [`DeleteCustomerRefused::AnswersForSeats`] and [`DeleteCustomerRefused::HoldsSeats`].
pub fn delete(
    record: &CustomerRecord,
    seats: SeatsOf,
    catalogue: &Catalogue,
    rule: DeleteRule,
    now: Instant,
) -> Result<CustomerEvent, DeleteCustomerRefused> {
    let customer = record.customer.id;
    if let Identity::Erased { .. } = record.customer.identity {
        return Err(DeleteCustomerRefused::Erased(customer));
    }
    may_delete(record, catalogue, rule, now)?;
    let bought: u64 = record.pools.iter().map(|pool| u64::from(pool.quantity)).sum();
    let answered_for = seats.answered_for.max(bought);
    if answered_for > 0 {
        return Err(DeleteCustomerRefused::AnswersForSeats { customer, seats: answered_for });
    }
    if seats.held > 0 {
        return Err(DeleteCustomerRefused::HoldsSeats { customer, seats: seats.held });
    }
    Ok(CustomerEvent::CustomerDeleted)
}
