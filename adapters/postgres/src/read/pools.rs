//! The seats of order lines in numbers.

use std::collections::HashMap;
use std::sync::Arc;

use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{PoolQuery, PoolRow};
use rollbook_domain::seat::SeatCounts;
use rollbook_domain::time::Instant;

use super::accounts::know_buyers;
use super::lines::{Line, Lines, Place, Wanted, lines};
use crate::facts::{SoldPool, read_sold_pool, sold_pool_columns, sold_pools, uuids};
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::tables::{Tables, binds};

/// How many lines are read with one statement.
const MOST_LINES_AT_ONCE: usize = 1_000;

/// Lines with who answers for them, which is who answers for their first seats, and with their seats counted, from the
/// index alone.
pub(super) const POOLS: &str = concat!(
    "SELECT first.buyer_id, counts.available, counts.pending, counts.claimed, counts.void, ",
    sold_pool_columns!(),
    " FROM unnest($2::uuid[], $3::int8[]) WITH ORDINALITY AS wanted (order_id, line, place) \
     JOIN seat_pools l ON l.tenant_no = $1 AND l.order_id = wanted.order_id AND l.line = wanted.line",
    sold_pools!(),
    "CROSS JOIN LATERAL ( \
         SELECT s.buyer_id FROM seats s WHERE s.tenant_no = $1 AND s.order_id = l.order_id AND s.line = l.line \
         ORDER BY s.number LIMIT 1 \
     ) AS first \
     CROSS JOIN LATERAL ( \
         SELECT count(*) FILTER (WHERE s.standing = 'open' AND (s.invited_until > $4) IS NOT TRUE) AS available, \
             count(*) FILTER (WHERE s.standing = 'open' AND s.invited_until > $4) AS pending, \
             count(*) FILTER (WHERE s.standing = 'claimed') AS claimed, \
             count(*) FILTER (WHERE s.standing = 'void') AS void \
         FROM seats s WHERE s.tenant_no = $1 AND s.order_id = l.order_id AND s.line = l.line \
     ) AS counts WHERE $5::uuid IS NULL OR first.buyer_id = $5 ORDER BY wanted.place"
);

struct Counted {
    buyer: CustomerId,
    counts: SeatCounts,
    pool: SoldPool,
}

/// The lines that a query wants after one, at most so many.
pub(super) async fn pools(
    tables: &mut Tables,
    query: &PoolQuery,
    now: Instant,
    after: Option<Line>,
    most: usize,
) -> Outcome<Vec<PoolRow>> {
    let wanted = Wanted { buyer: query.buyer, order: query.order, line: None, product: query.product };
    let mut rows = Vec::new();
    let mut buyers = HashMap::new();
    let mut from = Some(after.map_or(Place::START, Place::after_line));
    while let Some(place) = from
        && rows.len() < most
    {
        let at_once = (most - rows.len()).min(MOST_LINES_AT_ONCE);
        let Lines { lines, next } = lines(tables, &wanted, place, at_once.cast_signed() as i64).await?;
        from = next;
        let counted = count(tables, query, now, &lines).await?;
        know_buyers(tables, &mut buyers, counted.iter().map(|counted| counted.buyer)).await?;
        for Counted { buyer, counts, pool: (pool, order_status) } in counted {
            let Some(buyer) = buyers.get(&buyer) else { continue };
            rows.push(PoolRow { pool, order_status, buyer: Arc::clone(buyer), counts });
        }
    }
    Ok(rows)
}

async fn count(
    tables: &mut Tables,
    query: &PoolQuery,
    now: Instant,
    lines: &[Line],
) -> Outcome<Vec<Counted>> {
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let orders = uuids(lines.iter().map(|(order, _)| order));
    let numbers: Vec<i64> = lines.iter().map(|(_, line)| i64::from(*line)).collect();
    let buyer = query.buyer.map(|buyer| buyer.uuid());
    let binds = binds![tables.tenant_no, orders, numbers, now.as_micros(), buyer];
    tables.rows("seats", POOLS, binds, read_counted).await
}

fn read_counted(cells: &mut Cells<'_>) -> Outcome<Counted> {
    Ok(Counted {
        buyer: cells.id("buyer_id")?,
        counts: SeatCounts {
            available: cells.count("standing")?,
            pending: cells.count("standing")?,
            claimed: cells.count("standing")?,
            void: cells.count("standing")?,
        },
        pool: read_sold_pool(cells)?,
    })
}
