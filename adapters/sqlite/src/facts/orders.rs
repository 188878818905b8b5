use std::collections::HashMap;

use rollbook_domain::id::{CustomerId, OrderId};
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::order::{Order, OrderLine, OrderStatus, OrderStatusChange, PaymentType};
use rollbook_domain::time::Instant;
use rusqlite::{Params, params};

use super::{Stamps, Whom, hexadecimal};
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::Tables;

/// The columns that [`read_orders`] reads, for a table of orders joined as `o`.
macro_rules! order_columns {
    () => {
        "o.id, o.customer_id, o.payment_type, o.placed_status, o.position, o.effective_at, o.commit_no"
    };
}

pub(crate) use order_columns;

/// The orders of a customer that were written at those places of the stream, the last included, in the order written.
pub(crate) fn orders_of(
    tables: &Tables<'_>,
    customer: CustomerId,
    [first, last]: [i64; 2],
    stamps: &Stamps<'_>,
) -> Outcome<Vec<Order>> {
    let sql = concat!(
        "SELECT ",
        order_columns!(),
        " FROM orders o WHERE o.tenant_no = ?1 AND o.customer_id = ?2 AND o.position BETWEEN ?3 AND ?4 \
         ORDER BY o.position"
    );
    let orders = heads(tables, sql, params![tables.tenant_no, customer.bytes(), first, last])?;
    Ok(complete(tables, orders, stamps)?.into_iter().map(|(_, order)| order).collect())
}

/// The orders that a statement finds, which selects [`order_columns`] of orders in its order.
pub(crate) fn read_orders(
    tables: &Tables<'_>,
    sql: &str,
    params: impl Params,
) -> Outcome<Vec<(CustomerId, Order)>> {
    let heads = heads(tables, sql, params)?;
    let stamps = Stamps::of(tables, &Whom::many(heads.iter().map(|head| &head.customer)))?;
    complete(tables, heads, &stamps)
}

/// An order without its lines and later statuses.
struct Head {
    customer: CustomerId,
    id: OrderId,
    payment_type: PaymentType,
    placed_status: OrderStatus,
    position: u64,
    effective_at: Instant,
    commit_no: i64,
}

fn heads(tables: &Tables<'_>, sql: &str, params: impl Params) -> Outcome<Vec<Head>> {
    let mut statement = tables.reader.connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut heads = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::new(row, "orders");
        heads.push(Head {
            id: cells.id("id")?,
            customer: cells.id("customer_id")?,
            payment_type: cells.word("payment_type")?,
            placed_status: cells.word("placed_status")?,
            position: cells.count("position")?,
            effective_at: cells.instant("effective_at")?,
            commit_no: cells.integer("commit_no")?,
        });
    }
    Ok(heads)
}

fn complete(tables: &Tables<'_>, heads: Vec<Head>, stamps: &Stamps<'_>) -> Outcome<Vec<(CustomerId, Order)>> {
    let ids = hexadecimal(heads.iter().map(|head| &head.id));
    let customers = heads.iter().map(|head| (head.id, head.customer)).collect();
    let mut lines = lines(tables, &ids)?;
    let mut statuses = later_statuses(tables, &ids, &customers, stamps)?;
    let order = |head: Head| {
        let stamp = stamps.stamp(head.customer, head.position, head.effective_at, head.commit_no)?;
        let placed = OrderStatusChange { status: head.placed_status, stamp: stamp.clone() };
        let order = Order {
            id: head.id,
            payment_type: head.payment_type,
            lines: lines.remove(&head.id).unwrap_or_default(),
            statuses: std::iter::once(placed)
                .chain(statuses.remove(&head.id).into_iter().flatten())
                .collect(),
            stamp,
        };
        Ok((head.customer, order))
    };
    heads.into_iter().map(order).collect()
}

fn lines(tables: &Tables<'_>, ids: &str) -> Outcome<HashMap<OrderId, Vec<OrderLine>>> {
    let mut statement = tables.reader.connection.prepare_cached(
        "SELECT order_id, number, product_id, price_id, quantity, unit_cost, currency FROM order_lines \
         WHERE tenant_no = ?1 AND order_id IN (SELECT unhex(value) FROM json_each(?2)) ORDER BY order_id, number",
    )?;
    let mut rows = statement.query(params![tables.tenant_no, ids])?;
    let mut lines: HashMap<OrderId, Vec<OrderLine>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::new(row, "order_lines");
        let order = cells.id("order_id")?;
        let number = cells.small("number")?;
        let (product, price) = (cells.id("product_id")?, cells.id("price_id")?);
        let quantity = cells.small("quantity")?;
        let minor = cells.integer("unit_cost")?;
        let unit_cost = Money::from_minor(minor, cells.parsed("currency", Currency::parse)?);
        lines.entry(order).or_default().push(OrderLine { number, product, price, quantity, unit_cost });
    }
    Ok(lines)
}

fn later_statuses(
    tables: &Tables<'_>,
    ids: &str,
    customers: &HashMap<OrderId, CustomerId>,
    stamps: &Stamps<'_>,
) -> Outcome<HashMap<OrderId, Vec<OrderStatusChange>>> {
    let mut statement = tables.reader.connection.prepare_cached(
        "SELECT order_id, status, position, effective_at, commit_no FROM order_statuses \
         WHERE tenant_no = ?1 AND order_id IN (SELECT unhex(value) FROM json_each(?2)) ORDER BY order_id, position",
    )?;
    let mut rows = statement.query(params![tables.tenant_no, ids])?;
    let mut statuses: HashMap<OrderId, Vec<OrderStatusChange>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::new(row, "order_statuses");
        let order: OrderId = cells.id("order_id")?;
        let status = cells.word("status")?;
        let Some(customer) = customers.get(&order) else { continue };
        let stamp = stamps.read(*customer, &cells)?;
        statuses.entry(order).or_default().push(OrderStatusChange { status, stamp });
    }
    Ok(statuses)
}
