//! Taking seats of sales orders for those whom one commit links or brings back.

use std::collections::{BTreeMap, BTreeSet};

use rollbook_domain::catalogue::Course;
use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, SalesOrderId};
use rollbook_domain::plan::contracts::holders;
use rollbook_domain::sales_order::{SalesOrder, take};
use rollbook_domain::time::Instant;

use super::get_sales_order;
use super::linked::{followers, linked};
use crate::{Desk, Failure};

/// Who needs a seat of which sales order after the commit.
#[derive(Debug, Default)]
pub(crate) struct Taking(BTreeMap<SalesOrderId, Wanted>);

#[derive(Debug, Default)]
struct Wanted {
    /// The sales order as it was decided on, if anything was.
    decided_on: Option<SalesOrder>,
    customers: BTreeSet<CustomerId>,
}

impl Taking {
    /// Something was decided on a sales order as it was read, though nobody may need a seat of it.
    pub(crate) fn of(&mut self, sales_order: SalesOrder) {
        let wanted = self.0.entry(sales_order.id).or_default();
        wanted.decided_on = Some(sales_order);
    }

    /// Somebody will need a seat of it.
    pub(crate) fn add(&mut self, sales_order: SalesOrderId, customer: CustomerId) {
        self.0.entry(sales_order).or_default().customers.insert(customer);
    }

    /// Lets the commit rest on the sales orders, and moves those of which somebody needs a seat.
    ///
    /// A sales order is read before its holders, and only once: whoever links somebody or changes it in between moves it,
    /// and the commit fails.
    ///
    /// # Errors
    /// What [`take`] refuses.
    pub(crate) async fn write(
        self,
        desk: &Desk<'_>,
        commit: &mut Commit,
        course: Option<&Course>,
        now: Instant,
    ) -> Result<(), Failure> {
        for (id, Wanted { decided_on, customers }) in self.0 {
            let sales_order = match decided_on {
                Some(sales_order) => sales_order,
                None => get_sales_order(desk, &id.to_string()).await?,
            };
            let linked = linked(desk, id).await?;
            let holders = holders(&followers(&linked), id, now);
            let wanted = customers.difference(&holders).count() as u64;
            let covered = course.map(|course| (course.id, &course.code));
            let events = take(&sales_order, covered, holders.len() as u64, wanted)?;
            commit.expect(StreamId::SalesOrder(id), sales_order.revision);
            for event in events.into_iter().filter(|_| !customers.is_empty()) {
                commit.push(Event::SalesOrder(id, event), None);
            }
        }
        Ok(())
    }
}
