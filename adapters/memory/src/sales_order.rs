use std::borrow::Cow;
use std::collections::BTreeSet;

use async_trait::async_trait;
use rollbook_domain::enrollment::{Contract, EnrollmentChange};
use rollbook_domain::event::StreamId;
use rollbook_domain::id::{CourseId, CustomerId, SalesOrderId};
use rollbook_domain::port::{
    LinkedEnrollment, Page, PageRequest, ReadResult, SalesOrderKey, SalesOrderReader, UniqueFact,
};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::sales_order::SalesOrder;

use crate::enrollment::row;
use crate::ledger::Ledger;
use crate::page;
use crate::store::MemoryTenant;

#[async_trait]
impl SalesOrderReader for MemoryTenant {
    async fn find_sales_order(&self, key: &SalesOrderKey) -> ReadResult<Option<SalesOrder>> {
        let ledger = self.read();
        let holder = match key {
            SalesOrderKey::Id(id) => return Ok(ledger.sales_orders.get(id).cloned()),
            SalesOrderKey::Number(number) => {
                ledger.unique.holder(UniqueFact::SalesOrderNumber, &number.folded())
            }
            SalesOrderKey::ExternalId(id) => {
                ledger.unique.holder(UniqueFact::SalesOrderExternalId, id.as_str())
            }
        };
        Ok(match holder {
            Some(StreamId::SalesOrder(id)) => ledger.sales_orders.get(&id).cloned(),
            _ => None,
        })
    }

    async fn list_sales_orders(&self, page: &PageRequest) -> ReadResult<Page<SalesOrder>> {
        let after = page::after(page, |text| Some(text.to_owned()))?;
        let mut found: Vec<SalesOrder> = self.read().sales_orders.values().cloned().collect();
        found.sort_by_cached_key(|order| order.number.folded());
        let rest =
            found.into_iter().filter(|order| after.as_ref().is_none_or(|last| order.number.folded() > *last));
        Ok(page::cut(rest, page, |order| order.number.folded()))
    }

    async fn linked_enrollments(
        &self,
        sales_order: SalesOrderId,
        page: &PageRequest,
    ) -> ReadResult<Page<LinkedEnrollment>> {
        let after = page::after(page, place)?;
        let ledger = self.read();
        let mut places = BTreeSet::new();
        for (id, record) in &ledger.customers {
            let linked = record.enrollments.iter().filter(|(_, facts)| {
                facts.iter().any(|fact| match fact.change {
                    EnrollmentChange::SalesOrderLinked { sales_order: linked, .. } => linked == sales_order,
                    _ => false,
                })
            });
            places.extend(linked.map(|(course, _)| (*id, *course)));
        }
        let rows = places.into_iter().filter(|place| after.is_none_or(|after| *place > after));
        let rows = rows.filter_map(|(id, course)| {
            let record = ledger.following(ledger.customers.get(&id)?);
            Some(LinkedEnrollment { course, row: row(&record, course, &ledger.catalogue) })
        });
        Ok(page::cut(rows, page, |linked| format!("{} {}", linked.row.customer, linked.course)))
    }
}

fn place(text: &str) -> Option<(CustomerId, CourseId)> {
    let (customer, course) = text.split_once(' ')?;
    Some((CustomerId::parse(customer).ok()?, CourseId::parse(course).ok()?))
}

impl Ledger {
    /// The record, with how the sales orders that it follows stand now.
    pub(crate) fn following<'a>(&self, record: &'a CustomerRecord) -> Cow<'a, CustomerRecord> {
        let is_link = |change: &EnrollmentChange| matches!(change, EnrollmentChange::SalesOrderLinked { .. });
        if !record.enrollments.values().flatten().any(|fact| is_link(&fact.change)) {
            return Cow::Borrowed(record);
        }
        let mut record = record.clone();
        for fact in record.enrollments.values_mut().flatten() {
            fact.follow(|id| self.sales_orders.get(&id).map(Contract::of));
        }
        Cow::Owned(record)
    }
}
