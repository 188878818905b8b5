use std::collections::HashMap;

use rollbook_domain::id::{CustomerId, OrderId};
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::order::{Order, OrderLine, OrderStatus, OrderStatusChange, PaymentType};
use rollbook_domain::time::Instant;
use uuid::Uuid;

use super::{Stamps, uuids};
use crate::failure::Outcome;
use crate::tables::{Binds, CommitFacts, Tables, binds};

/// The columns that [`read_orders`] reads, for a table of orders joined as `o`.
macro_rules! order_columns {
    () => {
        "o.id, o.customer_id, o.payment_type, o.placed_status, o.position, o.effective_at, o.commit_no"
    };
}

pub(crate) use order_columns;

/// The orders that a statement finds, which selects [`order_columns`] of orders in its order.
pub(crate) async fn read_orders(
    tables: &mut Tables,
    sql: &'static str,
    binds: Binds,
) -> Outcome<Vec<(CustomerId, Order)>> {
    let heads = heads(tables, sql, binds).await?;
    let mut customers = uuids(heads.iter().map(|head| &head.customer));
    customers.sort_unstable();
    customers.dedup();
    let stamps = Stamps::of(tables, &customers).await?;
    complete(tables, heads, &stamps).await
}

/// An order without its lines and later statuses.
struct Head {
    customer: CustomerId,
    id: OrderId,
    payment_type: PaymentType,
    placed_status: OrderStatus,
    position: u64,
    effective_at: Instant,
    commit: CommitFacts,
}

async fn heads(tables: &mut Tables, sql: &'static str, binds: Binds) -> Outcome<Vec<Head>> {
    let heads = tables.rows("orders", sql, binds, |cells| {
        Ok(Head {
            id: cells.id("id")?,
            customer: cells.id("customer_id")?,
            payment_type: cells.word("payment_type")?,
            placed_status: cells.word("placed_status")?,
            position: cells.count("position")?,
            effective_at: cells.instant("effective_at")?,
            commit: cells.commit("commit_no")?.clone(),
        })
    });
    heads.await
}

async fn complete(
    tables: &mut Tables,
    heads: Vec<Head>,
    stamps: &Stamps,
) -> Outcome<Vec<(CustomerId, Order)>> {
    if heads.is_empty() {
        return Ok(Vec::new());
    }
    let ids = uuids(heads.iter().map(|head| &head.id));
    let customers = heads.iter().map(|head| (head.id, head.customer)).collect();
    let mut lines = lines(tables, &ids).await?;
    let mut statuses = later_statuses(tables, &ids, &customers, stamps).await?;
    let order = |head: Head| {
        let stamp = stamps.stamp(head.customer, head.position, head.effective_at, &head.commit);
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
        (head.customer, order)
    };
    Ok(heads.into_iter().map(order).collect())
}

async fn lines(tables: &mut Tables, ids: &[Uuid]) -> Outcome<HashMap<OrderId, Vec<OrderLine>>> {
    let sql = "SELECT order_id, number, product_id, price_id, quantity, unit_cost, currency FROM order_lines \
               WHERE tenant_no = $1 AND order_id = ANY($2) ORDER BY order_id, number";
    let found = tables.rows("order_lines", sql, binds![tables.tenant_no, ids], |cells| {
        let order = cells.id("order_id")?;
        let number = cells.small("number")?;
        let (product, price) = (cells.id("product_id")?, cells.id("price_id")?);
        let quantity = cells.small("quantity")?;
        let minor = cells.integer("unit_cost")?;
        let unit_cost = Money::from_minor(minor, cells.parsed("currency", Currency::parse)?);
        Ok((order, OrderLine { number, product, price, quantity, unit_cost }))
    });
    let mut lines: HashMap<OrderId, Vec<OrderLine>> = HashMap::new();
    for (order, line) in found.await? {
        lines.entry(order).or_default().push(line);
    }
    Ok(lines)
}

async fn later_statuses(
    tables: &mut Tables,
    ids: &[Uuid],
    customers: &HashMap<OrderId, CustomerId>,
    stamps: &Stamps,
) -> Outcome<HashMap<OrderId, Vec<OrderStatusChange>>> {
    let sql = "SELECT order_id, status, position, effective_at, commit_no FROM order_statuses \
               WHERE tenant_no = $1 AND order_id = ANY($2) ORDER BY order_id, position";
    let found = tables.rows("order_statuses", sql, binds![tables.tenant_no, ids], |cells| {
        let order: OrderId = cells.id("order_id")?;
        let status = cells.word("status")?;
        let Some(customer) = customers.get(&order) else { return Ok(None) };
        Ok(Some((order, OrderStatusChange { status, stamp: stamps.read(*customer, cells)? })))
    });
    let mut statuses: HashMap<OrderId, Vec<OrderStatusChange>> = HashMap::new();
    for (order, status) in found.await?.into_iter().flatten() {
        statuses.entry(order).or_default().push(status);
    }
    Ok(statuses)
}
