use std::ops::Bound;

use async_trait::async_trait;
use rollbook_domain::id::{CustomerId, OrderId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{OrderQuery, OrderReader, OrderRow, Page, PageRequest, ReadResult};

use crate::ledger::Ledger;
use crate::page;
use crate::store::MemoryTenant;

#[async_trait]
impl OrderReader for MemoryTenant {
    async fn find_order(&self, id: OrderId) -> ReadResult<Option<OrderRow>> {
        let ledger = self.read();
        Ok(ledger.orders.get(&id).and_then(|customer| ledger.order_row(id, *customer)))
    }

    async fn list_orders(&self, query: &OrderQuery, page: &PageRequest) -> ReadResult<Page<OrderRow>> {
        let after = page::after(page, |text| OrderId::parse(text).ok())?;
        let ledger = self.read();
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let rows = ledger
            .orders
            .range((from, Bound::Unbounded))
            .filter(|(_, customer)| query.customer.is_none_or(|wanted| wanted == **customer))
            .filter_map(|(order, customer)| ledger.order_row(*order, *customer))
            .filter(|row| query.status.is_none_or(|status| status == row.order.status()));
        Ok(page::cut(rows, page, |row| row.order.id))
    }
}

impl Ledger {
    fn order_row(&self, order: OrderId, customer: CustomerId) -> Option<OrderRow> {
        let record = self.customers.get(&customer)?;
        let email = record.customer.profile().map(|profile| Personal::new(profile.email.clone()));
        Some(OrderRow { customer, email, order: record.order(order)?.clone() })
    }
}
