//! Whether a customer may be deleted.

use super::CustomerRecord;
use crate::access::{AccessGrant, GrantState};
use crate::catalogue::Catalogue;
use crate::enrollment::effective_state;
use crate::id::CustomerId;
use crate::order::OrderStatus;
use crate::refusal::Refusal;
use crate::rule::{CUS_22, RuleId, X_01};
use crate::settings::DeleteRule;
use crate::time::Instant;

/// What keeps a customer from being deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "customer {customer} has {orders} placed orders and {grants} access grants in force or to come, and {}",
    demand(*.rule)
)]
pub struct DeleteRefused {
    /// Whom.
    pub customer: CustomerId,
    /// How many orders are part of the history.
    pub orders: usize,
    /// How many grants are in force or to come.
    pub grants: usize,
    /// The tenant's rule.
    pub rule: DeleteRule,
}

impl Refusal for DeleteRefused {
    fn rules(&self) -> &'static [RuleId] {
        &[X_01, CUS_22]
    }
}

/// Whether the tenant's rule lets the customer be deleted at `now` (X-01, CUS-22).
///
/// An assigned or imported product counts on both sides, since it is an order as well as access (ORD-10). An order that
/// was never finished is none of the history.
///
/// # Errors
/// [`DeleteRefused`] with what is in the way.
pub fn may_delete(
    record: &CustomerRecord,
    catalogue: &Catalogue,
    rule: DeleteRule,
    now: Instant,
) -> Result<(), DeleteRefused> {
    let is_placed = |status| !matches!(status, OrderStatus::New | OrderStatus::Abandoned);
    let orders = record.orders.iter().filter(|order| is_placed(order.status())).count();
    let grants = record.grants.iter().filter(|grant| is_access(record, catalogue, grant, now)).count();
    let may = match rule {
        DeleteRule::Neither => orders == 0 && grants == 0,
        DeleteRule::Either => orders == 0 || grants == 0,
    };
    if may { Ok(()) } else { Err(DeleteRefused { customer: record.customer.id, orders, grants, rule }) }
}

/// Whether a grant opens anything now or later, by its own window or by an end typed for one of its courses.
fn is_access(record: &CustomerRecord, catalogue: &Catalogue, grant: &AccessGrant, now: Instant) -> bool {
    let courses = catalogue.product(grant.product).map_or(&[][..], |product| &product.courses);
    let mut states: Vec<_> =
        courses.iter().map(|course| effective_state(grant, record.enrollment(*course), now)).collect();
    if states.is_empty() {
        states.push(grant.state_at(now));
    }
    // Without a state the grant is given only later.
    states.iter().any(|state| matches!(state, None | Some(GrantState::Scheduled | GrantState::InForce)))
}

fn demand(rule: DeleteRule) -> &'static str {
    match rule {
        DeleteRule::Neither => "only who has neither can be deleted",
        DeleteRule::Either => "only who lacks one of the two can be deleted",
    }
}
