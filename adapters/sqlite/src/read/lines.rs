//! Which order lines became seats: walked in order, without looking at the seats themselves.

use rollbook_domain::id::{CustomerId, OrderId, ProductId};
use rusqlite::{OptionalExtension, params};

use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::Tables;

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

macro_rules! lines_sql {
    ($filter:literal) => {
        concat!(
            "SELECT order_id, line FROM seat_pools WHERE tenant_no = ?1 AND ",
            $filter,
            " AND (order_id, line) > (?2, ?3) ORDER BY order_id, line"
        )
    };
}

/// A buyer's next line in the same order, and the first one in the next order: one step in the index each, however many
/// seats the lines have. Compared as a pair, the two would make `SQLite` walk all seats of the line it comes from.
pub(super) const IN_SAME_ORDER: &str = "SELECT order_id, line FROM seats INDEXED BY seats_buyer_id_ix \
     WHERE tenant_no = ?1 AND buyer_id = ?4 AND order_id = ?2 AND line > ?3 ORDER BY line LIMIT 1";
pub(super) const IN_NEXT_ORDER: &str = "SELECT order_id, line FROM seats INDEXED BY seats_buyer_id_ix \
     WHERE tenant_no = ?1 AND buyer_id = ?4 AND order_id > ?2 AND ?3 IS ?3 ORDER BY order_id, line LIMIT 1";
pub(super) const OF_PRODUCT: &str = lines_sql!("product_id = ?4");
pub(super) const OF_ORDER: &str = lines_sql!("order_id = ?4");
pub(super) const ALL: &str = lines_sql!("?4 IS NULL");

/// Walks the lines after one, in order of order and line, until told to stop.
pub(super) fn walk(
    tables: &Tables<'_>,
    wanted: &Wanted,
    after: Option<Line>,
    mut visit: impl FnMut(Line) -> Outcome<Walk>,
) -> Outcome<()> {
    let connection = &tables.reader.connection;
    let mut product_of = connection.prepare_cached(
        "SELECT product_id FROM seat_pools WHERE tenant_no = ?1 AND order_id = ?2 AND line = ?3",
    )?;
    let mut fits = |(order, line): Line| -> Outcome<bool> {
        if wanted.order.is_some_and(|wanted| wanted != order)
            || wanted.line.is_some_and(|wanted| wanted != line)
        {
            return Ok(false);
        }
        let Some(product) = wanted.product else { return Ok(true) };
        let found: Option<[u8; 16]> = product_of
            .query_row(params![tables.tenant_no, order.bytes(), line], |row| row.get(0))
            .optional()?;
        Ok(found.as_ref() == Some(product.bytes()))
    };
    if let (Some(buyer), None) = (wanted.buyer, wanted.order) {
        let mut last = after;
        while let Some(line) = next_of_buyer(tables, buyer, last)? {
            if fits(line)? && visit(line)? == Walk::Stop {
                return Ok(());
            }
            last = Some(line);
        }
        return Ok(());
    }
    let (sql, key) = match (&wanted.order, &wanted.product) {
        (Some(order), _) => (OF_ORDER, Some(order.bytes())),
        (None, Some(product)) => (OF_PRODUCT, Some(product.bytes())),
        (None, None) => (ALL, None),
    };
    let mut statement = connection.prepare_cached(sql)?;
    let (order, line) = place(after.as_ref());
    let mut rows = statement.query(params![tables.tenant_no, order, line, key])?;
    while let Some(row) = rows.next()? {
        let cells = Cells::new(row, "seat_pools");
        let line = (cells.id("order_id")?, cells.small("line")?);
        if fits(line)? && visit(line)? == Walk::Stop {
            return Ok(());
        }
    }
    Ok(())
}

/// Whether to go on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Walk {
    On,
    Stop,
}

fn next_of_buyer(tables: &Tables<'_>, buyer: CustomerId, after: Option<Line>) -> Outcome<Option<Line>> {
    let (order, line) = place(after.as_ref());
    for sql in [IN_SAME_ORDER, IN_NEXT_ORDER] {
        let mut statement = tables.reader.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![tables.tenant_no, order, line, buyer.bytes()])?;
        if let Some(row) = rows.next()? {
            let cells = Cells::new(row, "seats");
            return Ok(Some((cells.id("order_id")?, cells.small("line")?)));
        }
    }
    Ok(None)
}

/// What stands before every order, where the walk begins.
fn place(after: Option<&Line>) -> (&[u8], u32) {
    after.map_or((&[], 0), |(order, line)| (order.bytes(), *line))
}
