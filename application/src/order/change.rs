//! The one flow of every change to one order.

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::OrderId;
use rollbook_domain::order::{Order, OrderRefused};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::record::{CustomerRecord, RecordEvent};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::text::Note;

use super::get_order;
use crate::customer::get_customer;
use crate::{Changed, Desk, Failure, What};

/// Loads the order with its customer's record, decides and commits, starting over when it moved meanwhile.
pub(super) async fn change(
    desk: &Desk<'_>,
    id: OrderId,
    note: Option<&Note>,
    decide: impl Fn(&CustomerRecord, &Order) -> Result<(Outcome, Vec<RecordEvent>), OrderRefused>,
) -> Result<Changed<OrderId>, Failure> {
    let customer = get_order(desk, id).await?.customer;
    let mut tries = desk.tries();
    loop {
        let record = get_customer(desk, &CustomerKey::Id(customer)).await?;
        let order = record.order(id).ok_or_else(|| Failure::missing(What::Order, id.to_string()))?;
        let (outcome, events) = decide(&record, order)?;
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Customer(customer), record.revision);
        for event in events {
            commit.push(Event::Customer(customer, event), note.cloned());
        }
        if tries.commit(commit).await? {
            return Ok(Changed { id, outcome });
        }
    }
}
