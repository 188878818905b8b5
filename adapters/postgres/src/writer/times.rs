//! When somebody had to do with a seat: answered for it, or held it.

use rollbook_domain::id::CustomerId;
use rollbook_domain::time::Instant;
use uuid::Uuid;

use crate::failure::Outcome;
use crate::row::StoredId;
use crate::tables::{Binds, Tables, binds};

/// From the handing over that made somebody answer for a seat to the one that ended it. The commit that is being written
/// has no place in the log yet, and comes after all others. Commits are looked up one by one, so that no
/// planner reads all of them for a few.
const ANSWERED: &str = "SELECT t.seat_id, \
         CASE WHEN t.first IS NOT NULL THEN coalesce(f.last_sequence, 9223372036854775807) END AS first, \
         l.last_sequence AS last, \
         CASE WHEN t.first IS NOT NULL THEN coalesce(f.recorded_at, $3) END AS since, l.recorded_at AS until FROM ( \
         SELECT i.seat_id, i.commit_no AS first, ( \
             SELECT n.commit_no FROM seat_hand_overs n WHERE n.tenant_no = i.tenant_no AND n.seat_id = i.seat_id \
             AND n.position > i.position ORDER BY n.position LIMIT 1 \
         ) AS last FROM seat_hand_overs i WHERE i.tenant_no = $1 AND i.to_id = $2 \
         UNION ALL SELECT o.seat_id, NULL, o.commit_no FROM seat_hand_overs o \
         WHERE o.tenant_no = $1 AND o.from_id = $2 AND NOT EXISTS ( \
             SELECT 1 FROM seat_hand_overs e \
             WHERE e.tenant_no = o.tenant_no AND e.seat_id = o.seat_id AND e.position < o.position) \
         UNION ALL SELECT s.id, NULL, NULL FROM seats s WHERE s.tenant_no = $1 AND s.buyer_id = $2 AND NOT EXISTS ( \
             SELECT 1 FROM seat_hand_overs e WHERE e.tenant_no = s.tenant_no AND e.seat_id = s.id) \
     ) t LEFT JOIN LATERAL ( \
         SELECT last_sequence, recorded_at FROM commits WHERE tenant_no = $1 AND commit_no = t.first LIMIT 1 \
     ) f ON true LEFT JOIN LATERAL ( \
         SELECT last_sequence, recorded_at FROM commits WHERE tenant_no = $1 AND commit_no = t.last LIMIT 1 \
     ) l ON true";

/// From where somebody else gave the seat back to where the holder did.
const HELD: &str = "SELECT c.seat_id, ( \
         SELECT least(b.last_sequence + 1, coalesce(f.last_sequence, 9223372036854775807)) FROM seat_claims p \
         LEFT JOIN commits b ON b.tenant_no = p.tenant_no AND b.commit_no = p.reclaimed_commit_no \
         WHERE p.tenant_no = c.tenant_no AND p.seat_id = c.seat_id AND p.position < c.position \
         ORDER BY p.position DESC LIMIT 1 \
     ) AS first, l.last_sequence AS last, NULL::int8 AS since, NULL::int8 AS until FROM seat_claims c \
     LEFT JOIN commits f ON f.tenant_no = c.tenant_no AND f.commit_no = c.commit_no \
     LEFT JOIN commits l ON l.tenant_no = c.tenant_no AND l.commit_no = c.reclaimed_commit_no \
     WHERE c.tenant_no = $1 AND c.holder_id = $2";

/// Times, by the ends in the log of the commits and the instants with which each began and ended; open where there is none.
/// Numbers of commits tell nothing of what came first: every process gives out its own.
#[derive(Default)]
pub(super) struct Times {
    pub(super) seats: Vec<Uuid>,
    pub(super) first: Vec<i64>,
    pub(super) last: Vec<i64>,
    pub(super) since: Vec<Option<i64>>,
    pub(super) until: Vec<Option<i64>>,
}

impl Times {
    /// When the customer answered for seats; the commit that is being written is of that instant.
    pub(super) async fn answered(tables: &mut Tables, id: CustomerId, at: Instant) -> Outcome<Self> {
        let binds = binds![tables.tenant_no, id.uuid(), at.as_micros()];
        Self::read(tables, ANSWERED, binds).await
    }

    /// When the customer was offered seats that they held.
    pub(super) async fn held(tables: &mut Tables, id: CustomerId) -> Outcome<Self> {
        let binds = binds![tables.tenant_no, id.uuid()];
        Self::read(tables, HELD, binds).await
    }

    async fn read(tables: &mut Tables, sql: &'static str, binds: Binds) -> Outcome<Self> {
        let rows = tables.rows("seats", sql, binds, |cells| {
            let seat = cells.uuid("seat_id")?;
            let (first, last) = (cells.optional_integer("first")?, cells.optional_integer("last")?);
            Ok((seat, first, last, cells.optional_integer("since")?, cells.optional_integer("until")?))
        });
        let mut times = Self::default();
        for (seat, first, last, since, until) in rows.await? {
            times.seats.push(seat);
            times.first.push(first.unwrap_or(0));
            times.last.push(last.unwrap_or(i64::MAX));
            times.since.push(since);
            times.until.push(until);
        }
        Ok(times)
    }
}
