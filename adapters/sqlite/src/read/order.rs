use async_trait::async_trait;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{CustomerId, OrderId};
use rollbook_domain::order::Order;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::stored::Word;
use rollbook_domain::port::{OrderQuery, OrderReader, OrderRow, Page, PageRequest, ReadResult};
use rusqlite::params;

use super::page;
use crate::facts::{order_columns, read_orders};
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::{SqliteTenant, Tables};

macro_rules! list_sql {
    ($index:literal, $filter:literal) => {
        concat!(
            "SELECT ",
            order_columns!(),
            " FROM orders o ",
            $index,
            " WHERE o.tenant_no = ?1 AND o.id > ?2 AND ",
            $filter,
            " ORDER BY o.id LIMIT ?5"
        )
    };
}

/// The statement for the filters that are set.
///
/// A customer's orders are few and sorted in no time; without the word for it, all orders of the tenant would be walked.
fn list_sql(query: &OrderQuery) -> &'static str {
    match (query.customer, query.status) {
        (None, None) => list_sql!("", "?3 IS NULL AND ?4 IS NULL"),
        (None, Some(_)) => list_sql!("", "?3 IS NULL AND o.status = ?4"),
        (Some(_), None) => {
            list_sql!("INDEXED BY orders_customer_id_position_uq", "o.customer_id = ?3 AND ?4 IS NULL")
        }
        (Some(_), Some(_)) => {
            list_sql!("INDEXED BY orders_customer_id_position_uq", "o.customer_id = ?3 AND o.status = ?4")
        }
    }
}

#[async_trait]
impl OrderReader for SqliteTenant {
    async fn find_order(&self, id: OrderId) -> ReadResult<Option<OrderRow>> {
        self.read(|tables| {
            let sql =
                concat!("SELECT ", order_columns!(), " FROM orders o WHERE o.tenant_no = ?1 AND o.id = ?2");
            let found = read_orders(tables, sql, params![tables.tenant_no, id.bytes()])?;
            Ok(with_emails(tables, found)?.pop())
        })
    }

    async fn list_orders(&self, query: &OrderQuery, request: &PageRequest) -> ReadResult<Page<OrderRow>> {
        let after = page::after(request, |text| OrderId::parse(text).ok())?;
        let rows = self.read(|tables| {
            let found = read_orders(
                tables,
                list_sql(query),
                params![
                    tables.tenant_no,
                    after.as_ref().map_or(&[][..], |id| id.bytes().as_slice()),
                    query.customer.as_ref().map(StoredId::bytes),
                    query.status.map(Word::word),
                    page::probe(request)
                ],
            )?;
            with_emails(tables, found)
        })?;
        Ok(page::cut(rows, request, |row| row.order.id))
    }
}

fn with_emails(tables: &Tables<'_>, orders: Vec<(CustomerId, Order)>) -> Outcome<Vec<OrderRow>> {
    let mut statement = tables.reader.connection.prepare_cached(
        "SELECT email, email_key FROM customer_profiles WHERE tenant_no = ?1 AND customer_id = ?2",
    )?;
    let mut rows = Vec::with_capacity(orders.len());
    for (customer, order) in orders {
        let mut found = statement.query(params![tables.tenant_no, customer.bytes()])?;
        let email = match found.next()? {
            Some(row) => {
                let cells = Cells::new(row, "customer_profiles");
                let (typed, canonical) = (cells.text("email")?, cells.text("email_key")?);
                Some(Personal::new(EmailAddress::from_stored(typed, canonical)))
            }
            None => None,
        };
        rows.push(OrderRow { customer, email, order });
    }
    Ok(rows)
}
