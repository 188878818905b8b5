//! The sum of what can happen in one customer's stream.

use serde::{Deserialize, Serialize};

use crate::access::AccessEvent;
use crate::customer::CustomerEvent;
use crate::enrollment::EnrollmentEvent;
use crate::impersonation::ImpersonationEvent;
use crate::order::OrderEvent;
use crate::seat::PoolEvent;

/// A fact in one customer's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RecordEvent {
    /// About the account.
    Customer(CustomerEvent),
    /// About an order.
    Order(OrderEvent),
    /// About a grant.
    Access(AccessEvent),
    /// About an enrollment.
    Enrollment(EnrollmentEvent),
    /// About the seats of an order line.
    Pool(PoolEvent),
    /// About an impersonation.
    Impersonation(ImpersonationEvent),
}

impl From<CustomerEvent> for RecordEvent {
    fn from(event: CustomerEvent) -> Self {
        Self::Customer(event)
    }
}

impl From<OrderEvent> for RecordEvent {
    fn from(event: OrderEvent) -> Self {
        Self::Order(event)
    }
}

impl From<AccessEvent> for RecordEvent {
    fn from(event: AccessEvent) -> Self {
        Self::Access(event)
    }
}

impl From<EnrollmentEvent> for RecordEvent {
    fn from(event: EnrollmentEvent) -> Self {
        Self::Enrollment(event)
    }
}

impl From<PoolEvent> for RecordEvent {
    fn from(event: PoolEvent) -> Self {
        Self::Pool(event)
    }
}

impl From<ImpersonationEvent> for RecordEvent {
    fn from(event: ImpersonationEvent) -> Self {
        Self::Impersonation(event)
    }
}
