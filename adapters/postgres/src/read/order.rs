use std::collections::HashMap;

use async_trait::async_trait;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{CustomerId, OrderId};
use rollbook_domain::order::Order;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::stored::Word;
use rollbook_domain::port::{OrderQuery, OrderReader, OrderRow, Page, PageRequest, ReadResult};

use super::page;
use crate::facts::{order_columns, read_orders, uuids};
use crate::failure::Outcome;
use crate::row::StoredId;
use crate::store::PostgresTenant;
use crate::tables::{Tables, binds};

macro_rules! list_sql {
    ($orders:expr, $filter:literal) => {
        concat!(
            "SELECT ",
            order_columns!(),
            " FROM ",
            $orders,
            " o WHERE o.tenant_no = $1 AND o.id >= $2",
            $filter,
            " ORDER BY o.id LIMIT $3"
        )
    };
}

/// A customer's orders are few and sorted in no time; without the fence, all orders of the tenant might be walked.
macro_rules! of_customer {
    ($customer:literal, $filter:literal) => {
        list_sql!(
            concat!("(SELECT * FROM orders WHERE tenant_no = $1 AND customer_id = ", $customer, " OFFSET 0)"),
            $filter
        )
    };
}

#[async_trait]
impl OrderReader for PostgresTenant {
    async fn find_order(&self, id: OrderId) -> ReadResult<Option<OrderRow>> {
        self.find(move |tables| {
            Box::pin(async move {
                let sql = concat!(
                    "SELECT ",
                    order_columns!(),
                    " FROM orders o WHERE o.tenant_no = $1 AND o.id = $2"
                );
                let found = read_orders(tables, sql, binds![tables.tenant_no, id.uuid()]).await?;
                Ok(with_emails(tables, found).await?.pop())
            })
        })
        .await
    }

    async fn list_orders(&self, query: &OrderQuery, request: &PageRequest) -> ReadResult<Page<OrderRow>> {
        let after = page::after(request, |text| OrderId::parse(text).ok())?;
        let (customer, status) = (query.customer, query.status);
        let (first, limit) = (page::first_after(after.as_ref()), page::probe(request));
        let rows = self.read(move |tables| {
            Box::pin(async move {
                let binds = binds![tables.tenant_no, first, limit];
                let (sql, binds) = match (customer, status) {
                    (None, None) => (list_sql!("orders", ""), binds),
                    (None, Some(status)) => {
                        (list_sql!("orders", " AND o.status = $4"), binds.with(status.word()))
                    }
                    (Some(customer), None) => (of_customer!("$4", ""), binds.with(customer.uuid())),
                    (Some(customer), Some(status)) => (
                        of_customer!("$5", " AND o.status = $4"),
                        binds.with(status.word()).with(customer.uuid()),
                    ),
                };
                let found = read_orders(tables, sql, binds).await?;
                with_emails(tables, found).await
            })
        });
        Ok(page::cut(rows.await?, request, |row| row.order.id))
    }
}

async fn with_emails(tables: &mut Tables, orders: Vec<(CustomerId, Order)>) -> Outcome<Vec<OrderRow>> {
    let mut customers = uuids(orders.iter().map(|(customer, _)| customer));
    customers.sort_unstable();
    customers.dedup();
    if customers.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "SELECT customer_id, email, email_key FROM customer_profiles \
               WHERE tenant_no = $1 AND customer_id = ANY($2)";
    let emails = tables.rows("customer_profiles", sql, binds![tables.tenant_no, customers], |cells| {
        let customer: CustomerId = cells.id("customer_id")?;
        let (typed, canonical) = (cells.text("email")?, cells.text("email_key")?);
        Ok((customer, Personal::new(EmailAddress::from_stored(typed, canonical))))
    });
    let emails: HashMap<_, _> = emails.await?.into_iter().collect();
    let row = |(customer, order)| OrderRow { customer, email: emails.get(&customer).cloned(), order };
    Ok(orders.into_iter().map(row).collect())
}
