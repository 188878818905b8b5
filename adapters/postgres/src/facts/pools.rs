use std::collections::HashMap;
use std::sync::Arc;

use rollbook_domain::id::OrderId;
use rollbook_domain::order::OrderStatus;
use rollbook_domain::seat::Pool;
use rollbook_domain::text::Note;
use uuid::Uuid;

use super::Stamps;
use crate::failure::Outcome;
use crate::row::Cells;
use crate::tables::{Tables, binds};

/// The columns that [`read_pool`] reads, for pools joined as `l`.
macro_rules! pool_columns {
    () => {
        "l.customer_id, l.order_id, l.line, l.product_id, l.price_id, l.quantity, l.terms, l.reclaims, l.position, \
         l.effective_at, l.commit_no"
    };
}

/// The columns that [`read_sold_pool`] reads, for what [`sold_pools`] joins.
macro_rules! sold_pool_columns {
    () => {
        concat!($crate::facts::pool_columns!(), ", ln.note, o.status")
    };
}

/// Joins what [`sold_pool_columns`] needs to pools joined as `l`.
macro_rules! sold_pools {
    () => {
        " JOIN orders o ON o.tenant_no = l.tenant_no AND o.id = l.order_id \
         LEFT JOIN event_notes ln ON ln.tenant_no = l.tenant_no AND ln.stream_kind = 'customer' \
         AND ln.stream_id = l.customer_id AND ln.position = l.position "
    };
}

pub(crate) use {pool_columns, sold_pool_columns, sold_pools};

/// An order line's pool, and the status of its order.
pub(crate) type SoldPool = (Arc<Pool>, OrderStatus);

/// Pools by order and line.
pub(crate) type Pools = HashMap<(OrderId, u32), SoldPool>;

/// The pools of orders.
pub(crate) async fn pools_of_orders(tables: &mut Tables, orders: &[Uuid]) -> Outcome<Pools> {
    let sql = concat!(
        "SELECT ",
        sold_pool_columns!(),
        " FROM seat_pools l",
        sold_pools!(),
        "WHERE l.tenant_no = $1 AND l.order_id = ANY($2)"
    );
    let pools = tables.rows("seat_pools", sql, binds![tables.tenant_no, orders], read_sold_pool).await?;
    Ok(pools.into_iter().map(|pool| ((pool.0.order, pool.0.line), pool)).collect())
}

/// Reads a pool with the note on its order and with the order's status.
pub(crate) fn read_sold_pool(cells: &mut Cells<'_>) -> Outcome<SoldPool> {
    cells.turn_to("seat_pools");
    let mut pool = read_pool(cells, &Stamps::without_notes())?;
    pool.stamp.note = cells.optional_parsed("note", Note::parse)?;
    cells.turn_to("orders");
    Ok((Arc::new(pool), cells.word("status")?))
}

fn read_pool(cells: &Cells<'_>, stamps: &Stamps) -> Outcome<Pool> {
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
