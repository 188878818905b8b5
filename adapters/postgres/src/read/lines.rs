//! Which order lines became seats: walked in order, without looking at the seats themselves.

use rollbook_domain::id::{CustomerId, OrderId, ProductId};
use uuid::Uuid;

use crate::failure::Outcome;
use crate::row::StoredId;
use crate::tables::{Tables, binds};

/// An order and one of its lines.
pub(super) type Line = (OrderId, u32);

/// Which lines are walked; every field that is set narrows them.
#[derive(Clone, Copy, Default)]
pub(super) struct Wanted {
    /// Only those with a seat that this customer answers for.
    pub(super) buyer: Option<CustomerId>,
    pub(super) order: Option<OrderId>,
    pub(super) line: Option<u32>,
    pub(super) product: Option<ProductId>,
}

/// Where a walk goes on: the first line and the first number of a seat there that are still to be looked at.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) order: Uuid,
    pub(super) line: i64,
    pub(super) number: i64,
}

impl Place {
    /// What stands before every order.
    pub(super) const START: Self = Self { order: Uuid::nil(), line: 0, number: 0 };

    pub(super) fn after_line((order, line): Line) -> Self {
        Self { order: order.uuid(), line: i64::from(line) + 1, number: 0 }
    }

    pub(super) fn after_seat((order, line): Line, number: u32) -> Self {
        Self { order: order.uuid(), line: i64::from(line), number: i64::from(number) + 1 }
    }

    /// The first number that is wanted in a line.
    pub(super) fn number_in(&self, (order, line): Line) -> i64 {
        if self.order == order.uuid() && self.line == i64::from(line) { self.number } else { 0 }
    }
}

macro_rules! lines_sql {
    ($filter:literal) => {
        concat!(
            "SELECT order_id, line, true FROM seat_pools WHERE tenant_no = $1 AND ",
            $filter,
            " AND (order_id, line) >= ($2, $3) AND ($6::int8 IS NULL OR line = $6) \
             ORDER BY order_id, line LIMIT $4"
        )
    };
}

pub(super) const OF_ORDER: &str = lines_sql!("order_id = $5 AND ($7::uuid IS NULL OR product_id = $7)");
pub(super) const OF_PRODUCT: &str = lines_sql!("$5::uuid IS NULL AND product_id = $7");
pub(super) const ALL: &str = lines_sql!("$5::uuid IS NULL AND $7::uuid IS NULL");

/// A buyer's lines: one step in the index for each, however many seats the lines have. Those that do not fit are walked
/// over, and told, so that a statement is over after so many steps.
pub(super) const OF_BUYER: &str = "WITH RECURSIVE walk (order_id, line, steps) AS ( \
        (SELECT order_id, line, 1 FROM seats WHERE tenant_no = $1 AND buyer_id = $5 \
            AND (order_id, line, number) >= ($2, $3, $8) ORDER BY order_id, line, number LIMIT 1) \
        UNION ALL \
        SELECT next.order_id, next.line, walk.steps + 1 FROM walk CROSS JOIN LATERAL ( \
            SELECT order_id, line FROM seats WHERE tenant_no = $1 AND buyer_id = $5 \
            AND (order_id, line) > (walk.order_id, walk.line) ORDER BY order_id, line LIMIT 1 \
        ) AS next WHERE walk.steps < $4 \
    ) SELECT walk.order_id, walk.line, ($6::int8 IS NULL OR walk.line = $6) AND ($7::uuid IS NULL OR $7 = ( \
        SELECT product_id FROM seat_pools l \
        WHERE l.tenant_no = $1 AND l.order_id = walk.order_id AND l.line = walk.line \
    )) FROM walk ORDER BY walk.steps";

/// Some of the lines, and where to go on when there may be more.
pub(super) struct Lines {
    pub(super) lines: Vec<Line>,
    pub(super) next: Option<Place>,
}

/// The lines from a place on, in order of order and line; so many are looked at.
pub(super) async fn lines(tables: &mut Tables, wanted: &Wanted, from: Place, at_once: i64) -> Outcome<Lines> {
    let product = wanted.product.map(|product| product.uuid());
    let (sql, key) = match (wanted.buyer, wanted.order) {
        (_, Some(order)) => (OF_ORDER, Some(order.uuid())),
        (Some(buyer), None) => (OF_BUYER, Some(buyer.uuid())),
        (None, None) if product.is_some() => (OF_PRODUCT, None),
        (None, None) => (ALL, None),
    };
    let line = wanted.line.map(i64::from);
    let mut binds = binds![tables.tenant_no, from.order, from.line, at_once, key, line, product];
    if sql == OF_BUYER {
        binds = binds.with(from.number);
    }
    let walked = tables.rows("seat_pools", sql, binds, |cells| {
        let line: Line = (cells.id("order_id")?, cells.small("line")?);
        Ok((line, cells.is_set("line")?))
    });
    let walked = walked.await?;
    let may_go_on = i64::try_from(walked.len()).is_ok_and(|walked| walked == at_once);
    let next = walked.last().filter(|_| may_go_on).map(|(line, _)| Place::after_line(*line));
    Ok(Lines { lines: walked.into_iter().filter(|(_, fits)| *fits).map(|(line, _)| line).collect(), next })
}
