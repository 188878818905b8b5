use std::collections::HashMap;
use std::sync::Arc;

use rollbook_domain::id::{CustomerId, OrderId};
use rollbook_domain::order::OrderStatus;
use rollbook_domain::seat::Pool;
use rusqlite::params;

use super::{Kept, Stamps, Whom, of_customers, rows};
use crate::failure::Outcome;
use crate::row::Cells;
use crate::store::Tables;

/// The columns that [`read_pool`] reads, for pools joined as `l`.
macro_rules! pool_columns {
    () => {
        "l.customer_id, l.order_id, l.line, l.product_id, l.price_id, l.quantity, l.terms, l.reclaims, l.position, \
         l.effective_at, l.commit_no"
    };
}

/// The pools of orders that customers placed, in the order written.
pub(crate) fn pools_placed_by(
    tables: &Tables<'_>,
    whom: &Whom,
    stamps: &Stamps<'_>,
) -> Outcome<Vec<(CustomerId, Pool)>> {
    let sql = of_customers!(
        "SELECT l.customer_id, l.order_id, l.line, l.product_id, l.price_id, l.quantity, l.terms, l.reclaims, \
         l.position, l.effective_at, l.commit_no FROM seat_pools l WHERE l.tenant_no = ?1 AND l.customer_id",
        "l.position",
        "ORDER BY l.customer_id, l.position"
    );
    rows(tables, whom, sql, ("seat_pools", Kept::ALWAYS), |cells| {
        let pool = read_pool(cells, stamps)?;
        Ok((pool.placed_by, pool))
    })
}

/// Pools by order and line, each with the status of its order.
pub(crate) type Pools = HashMap<(OrderId, u32), (Arc<Pool>, OrderStatus)>;

/// The pools of orders, given in hexadecimal digits.
pub(crate) fn pools_of_orders(tables: &Tables<'_>, orders: &str) -> Outcome<Pools> {
    let connection = &tables.reader.connection;
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT customer_id FROM seat_pools \
         WHERE tenant_no = ?1 AND order_id IN (SELECT unhex(value) FROM json_each(?2))",
    )?;
    let mut rows = statement.query(params![tables.tenant_no, orders])?;
    let mut customers: Vec<CustomerId> = Vec::new();
    while let Some(row) = rows.next()? {
        customers.push(Cells::new(row, "seat_pools").id("customer_id")?);
    }
    let stamps = Stamps::of(tables, &Whom::many(&customers))?;
    let mut statement = connection.prepare_cached(concat!(
        "SELECT ",
        pool_columns!(),
        ", o.status FROM seat_pools l JOIN orders o ON o.tenant_no = l.tenant_no AND o.id = l.order_id \
         WHERE l.tenant_no = ?1 AND l.order_id IN (SELECT unhex(value) FROM json_each(?2))"
    ))?;
    let mut rows = statement.query(params![tables.tenant_no, orders])?;
    let mut pools = Pools::new();
    while let Some(row) = rows.next()? {
        let mut cells = Cells::new(row, "seat_pools");
        let pool = read_pool(&cells, &stamps)?;
        cells.turn_to("orders");
        pools.insert((pool.order, pool.line), (Arc::new(pool), cells.word("status")?));
    }
    Ok(pools)
}

fn read_pool(cells: &Cells<'_>, stamps: &Stamps<'_>) -> Outcome<Pool> {
    let placed_by = cells.id("customer_id")?;
    Ok(Pool {
        placed_by,
        order: cells.id("order_id")?,
        line: cells.small("line")?,
        product: cells.id("product_id")?,
        price: cells.id("price_id")?,
        quantity: cells.small("quantity")?,
        terms: cells.json("terms")?,
        reclaims: cells.small("reclaims")?,
        stamp: stamps.read(placed_by, cells)?,
    })
}
