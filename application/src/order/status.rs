//! Moving an open order on, with what it then gives (ORD-13).

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::OrderId;
use rollbook_domain::order::{OrderStatus, change_status};
use rollbook_domain::port::{CustomerKey, Vault};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::text::Note;

use super::confirmation::ConfirmationMail;
use super::get_order;
use super::give::{GivenByOrder, Granting, give};
use crate::customer::get_customer;
use crate::{Desk, Failure, What};

/// An order that was moved on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedOrder {
    /// The order.
    pub order: OrderId,
    /// Whether its status changed.
    pub outcome: Outcome,
    /// What it gave by that.
    pub given: GivenByOrder,
}

/// Sets the status of an open order; one that comes to grant gives its seats and access in the same commit, by its
/// prices as they are then, and windows count from the order's date.
///
/// # Errors
/// What [`change_status`] refuses (ORD-13), and [`give_order`](rollbook_domain::record::give_order) when it comes to
/// grant; [`Failure::Missing`] for an order that does not exist; [`Failure::Vault`] when no registration codes can be
/// made.
pub async fn change_order_status(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    id: OrderId,
    to: OrderStatus,
    mail: ConfirmationMail,
    reason: Option<Note>,
) -> Result<MovedOrder, Failure> {
    let customer = get_order(desk, id).await?.customer;
    let mut tries = desk.tries();
    loop {
        let record = get_customer(desk, &CustomerKey::Id(customer)).await?;
        let order = record.order(id).ok_or_else(|| Failure::missing(What::Order, id.to_string()))?;
        let (outcome, events) = change_status(order, to)?;
        let now = desk.now();
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Customer(customer), record.revision);
        for event in events {
            commit.push(Event::Customer(customer, RecordEvent::Order(event)), reason.clone());
        }
        let mut given = GivenByOrder::default();
        if order.status().begins_to_grant(to) {
            let tenant = desk.tenant().await?;
            let catalogue = desk.store.catalogue().await?;
            commit.expect(StreamId::Tenant, tenant.revision);
            let granting = Granting {
                record: &record,
                catalogue: &catalogue,
                zone: &tenant.settings.time_zone,
                order: id,
                lines: &order.lines,
                ordered_at: order.stamp.effective_at,
                effective_at: now,
                mail,
                reason: reason.as_ref(),
            };
            given = give(desk, vault, &mut commit, &granting)?;
        }
        if tries.commit(commit).await? {
            return Ok(MovedOrder { order: id, outcome, given });
        }
    }
}
