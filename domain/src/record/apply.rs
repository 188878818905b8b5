//! Folding a customer's stream.

use std::collections::BTreeMap;

use super::{CustomerRecord, RecordEvent};
use crate::access::{AccessEvent, AccessGrant};
use crate::customer::Customer;
use crate::enrollment::EnrollmentFact;
use crate::id::CustomerId;
use crate::order::{Order, OrderEvent};
use crate::seat::{Pool, PoolEvent};
use crate::stamp::Stamp;

impl CustomerRecord {
    /// Makes the record from its stream's first event; any other first event makes none.
    pub fn from_first(id: CustomerId, event: &RecordEvent, stamp: &Stamp) -> Option<Self> {
        let RecordEvent::Customer(event) = event else { return None };
        Some(Self {
            customer: Customer::from_first(id, event, stamp)?,
            orders: Vec::new(),
            grants: Vec::new(),
            enrollments: BTreeMap::new(),
            pools: Vec::new(),
            revision: stamp.position,
        })
    }

    /// Folds one more event into the record; an event about an order or grant it does not hold changes nothing.
    pub fn apply(&mut self, event: &RecordEvent, stamp: &Stamp) {
        self.revision = stamp.position;
        match event {
            RecordEvent::Customer(event) => self.customer.apply(event, stamp),
            RecordEvent::Order(event @ OrderEvent::OrderPlaced { .. }) => {
                self.orders.extend(Order::from_first(event, stamp));
            }
            RecordEvent::Order(event) => {
                if let Some(order) = self.orders.iter_mut().find(|order| order.id == event.order()) {
                    order.apply(event, stamp);
                }
            }
            RecordEvent::Access(event @ AccessEvent::AccessGranted { .. }) => {
                self.grants.extend(AccessGrant::from_first(event, stamp));
            }
            RecordEvent::Access(event) => {
                if let Some(grant) = self.grants.iter_mut().find(|grant| grant.id == event.grant()) {
                    grant.apply(event, stamp);
                }
            }
            RecordEvent::Enrollment(event) => {
                let fact = EnrollmentFact::from_event(event, stamp);
                self.enrollments.entry(event.course()).or_default().push(fact);
            }
            // Impersonations are looked up by themselves.
            RecordEvent::Impersonation(_) => {}
            RecordEvent::Pool(event @ PoolEvent::SeatsBought { .. }) => {
                self.pools.extend(Pool::from_first(self.customer.id, event, stamp));
            }
            RecordEvent::Pool(event) => {
                if let Some(pool) = self.pools.iter_mut().find(|pool| (pool.order, pool.line) == event.line())
                {
                    pool.apply(event);
                }
            }
        }
    }
}
