//! The seats of order lines in numbers.

use std::collections::HashMap;
use std::sync::Arc;

use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{PoolQuery, PoolRow};
use rollbook_domain::seat::SeatCounts;
use rollbook_domain::time::Instant;
use rusqlite::{OptionalExtension, params};

use super::accounts::know_buyers;
use super::lines::{Line, Walk, Wanted, walk};
use crate::facts::{hexadecimal, pools_of_orders};
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::Tables;

/// How many lines' pools and buyers are read with one statement each.
const LINES_AT_ONCE: usize = 1_000;

/// Counts one line's seats from the index alone.
pub(super) const COUNTS: &str = "SELECT standing, count(*), count(*) FILTER (WHERE invited_until > ?4) \
     FROM seats INDEXED BY seats_standing_ix WHERE tenant_no = ?1 AND order_id = ?2 AND line = ?3 GROUP BY standing";

const FIRST_BUYER: &str = "SELECT buyer_id FROM seats INDEXED BY seats_number_uq \
     WHERE tenant_no = ?1 AND order_id = ?2 AND line = ?3 ORDER BY number LIMIT 1";

/// The lines that a query wants after one, at most so many.
pub(super) fn pools(
    tables: &Tables<'_>,
    query: &PoolQuery,
    now: Instant,
    after: Option<Line>,
    most: usize,
) -> Outcome<Vec<PoolRow>> {
    let wanted = Wanted { buyer: query.buyer, order: query.order, line: None, product: query.product };
    let mut found: Vec<(Line, CustomerId)> = Vec::new();
    let mut first_buyer = tables.reader.connection.prepare_cached(FIRST_BUYER)?;
    walk(tables, &wanted, after, |line| {
        // Who answers for the first seat answers for the line.
        let buyer: Option<[u8; 16]> = first_buyer
            .query_row(params![tables.tenant_no, line.0.bytes(), line.1], |row| row.get(0))
            .optional()?;
        let buyer = buyer.map(CustomerId::from_bytes);
        let buyer = buyer.filter(|buyer| query.buyer.is_none_or(|wanted| wanted == *buyer));
        found.extend(buyer.map(|buyer| (line, buyer)));
        Ok(if found.len() < most { Walk::On } else { Walk::Stop })
    })?;
    let mut rows = Vec::with_capacity(found.len());
    let mut buyers = HashMap::new();
    for some in found.chunks(LINES_AT_ONCE) {
        know_buyers(tables, &mut buyers, some.iter().map(|(_, buyer)| *buyer))?;
        let pools = pools_of_orders(tables, &hexadecimal(some.iter().map(|((order, _), _)| order)))?;
        for (line, buyer) in some {
            let (Some((pool, order_status)), Some(buyer)) = (pools.get(line), buyers.get(buyer)) else {
                continue;
            };
            rows.push(PoolRow {
                pool: Arc::clone(pool),
                order_status: *order_status,
                buyer: Arc::clone(buyer),
                counts: counts(tables, *line, now)?,
            });
        }
    }
    Ok(rows)
}

fn counts(tables: &Tables<'_>, (order, line): Line, now: Instant) -> Outcome<SeatCounts> {
    let mut statement = tables.reader.connection.prepare_cached(COUNTS)?;
    let mut rows = statement.query(params![tables.tenant_no, order.bytes(), line, now.as_micros()])?;
    let mut counts = SeatCounts::default();
    while let Some(row) = rows.next()? {
        let cells = Cells::new(row, "seats");
        let standing = cells.text("standing")?;
        let (all, pending) = (cells.count("standing")?, cells.count("invited_until")?);
        match standing {
            "open" => (counts.available, counts.pending) = (all - pending, pending),
            "claimed" => counts.claimed = all,
            "void" => counts.void = all,
            _ => return Err(cells.corrupt("standing", "it is not a word of this column")),
        }
    }
    Ok(counts)
}
