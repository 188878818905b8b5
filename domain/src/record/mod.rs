//! Everything in one customer's stream: account, orders, grants, enrollments, under one revision.

mod apply;
mod assign;
mod assign_under;
mod cancel;
mod delete;
mod event;
mod forget;
mod place;
mod refusal;
#[cfg(test)]
pub(crate) mod story;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

pub use assign::{AssignProduct, assign, give};
pub use assign_under::assign_under;
pub use cancel::{
    CancelPartRefused, Cancellation, cancel_order, cancel_part, cancel_with_seats, reinstate_order,
    reinstate_with_seats,
};
pub use delete::{DeleteRefused, may_delete};
pub use event::RecordEvent;
pub use place::{GiveOrder, Given, give_order, mail_lines, place_order, seats_needed};
pub use refusal::AssignRefused;

use crate::access::AccessGrant;
use crate::catalogue::Catalogue;
use crate::customer::Customer;
use crate::enrollment::EnrollmentFact;
use crate::id::{CourseId, GrantId, OrderId};
use crate::order::Order;
use crate::seat::Pool;
use crate::stamp::{Revision, Stamp};

/// A customer with everything that hangs on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerRecord {
    /// The account.
    pub customer: Customer,
    /// Every order, in the order written.
    pub orders: Vec<Order>,
    /// Every grant, in the order written.
    pub grants: Vec<AccessGrant>,
    /// What was written about enrollments, by course, in the order written.
    pub enrollments: BTreeMap<CourseId, Vec<EnrollmentFact>>,
    /// The seats of every order line that became seats, in the order written.
    pub pools: Vec<Pool>,
    /// The stream's revision.
    pub revision: Revision,
}

impl CustomerRecord {
    /// The order with this id.
    pub fn order(&self, id: OrderId) -> Option<&Order> {
        self.orders.iter().find(|order| order.id == id)
    }

    /// The grant with this id.
    pub fn grant(&self, id: GrantId) -> Option<&AccessGrant> {
        self.grants.iter().find(|grant| grant.id == id)
    }

    /// The grants of products that open the course.
    pub fn grants_for(&self, course: CourseId, catalogue: &Catalogue) -> Vec<AccessGrant> {
        let opens = |grant: &&AccessGrant| {
            catalogue.product(grant.product).is_some_and(|product| product.courses.contains(&course))
        };
        self.grants.iter().filter(opens).cloned().collect()
    }

    /// The record with only those facts that were written at these places of the stream, each with whatever became of it
    /// since. The profile, what is known of the password and the revision are told in any part.
    #[must_use]
    pub fn part(mut self, places: &RangeInclusive<Revision>) -> Self {
        let is_in = |stamp: &Stamp| places.contains(&stamp.position);
        let Customer { statuses, memberships, ties, links, .. } = &mut self.customer;
        statuses.retain(|change| is_in(&change.stamp));
        memberships.retain(|membership| is_in(&membership.stamp));
        links.retain(|link| is_in(&link.stamp));
        ties.organization.take_if(|tie| !is_in(&tie.stamp));
        ties.manager.take_if(|tie| !is_in(&tie.stamp));
        ties.administered.retain(|tie| is_in(&tie.stamp));
        self.orders.retain(|order| is_in(&order.stamp));
        self.grants.retain(|grant| is_in(&grant.stamp));
        self.pools.retain(|pool| is_in(&pool.stamp));
        self.enrollments.retain(|_, facts| {
            facts.retain(|fact| is_in(&fact.stamp));
            !facts.is_empty()
        });
        self
    }

    /// What was written about the enrollment in the course.
    pub fn enrollment(&self, course: CourseId) -> &[EnrollmentFact] {
        self.enrollments.get(&course).map_or(&[], Vec::as_slice)
    }
}
