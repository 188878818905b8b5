//! When somebody had to do with a seat: answered for it, or held it.

use rollbook_domain::id::CustomerId;
use rusqlite::params;

use super::Book;
use crate::failure::Outcome;
use crate::row::StoredId;

/// From the handing over that made somebody answer for a seat to the one that ended it.
const ANSWERED: &str = "SELECT t.seat_id, f.last_sequence AS first, l.last_sequence AS last, f.recorded_at AS since, l.recorded_at AS until FROM ( \
         SELECT i.seat_id, i.commit_no AS first, ( \
             SELECT n.commit_no FROM seat_hand_overs n WHERE n.tenant_no = i.tenant_no AND n.seat_id = i.seat_id \
             AND n.position > i.position ORDER BY n.position LIMIT 1 \
         ) AS last FROM seat_hand_overs i WHERE i.tenant_no = ?1 AND i.to_id = ?2 \
         UNION ALL SELECT o.seat_id, NULL, o.commit_no FROM seat_hand_overs o \
         WHERE o.tenant_no = ?1 AND o.from_id = ?2 AND NOT EXISTS ( \
             SELECT 1 FROM seat_hand_overs e \
             WHERE e.tenant_no = o.tenant_no AND e.seat_id = o.seat_id AND e.position < o.position) \
         UNION ALL SELECT s.id, NULL, NULL FROM seats s WHERE s.tenant_no = ?1 AND s.buyer_id = ?2 AND NOT EXISTS ( \
             SELECT 1 FROM seat_hand_overs e WHERE e.tenant_no = s.tenant_no AND e.seat_id = s.id) \
     ) t LEFT JOIN commits f ON f.tenant_no = ?1 AND f.commit_no = t.first \
     LEFT JOIN commits l ON l.tenant_no = ?1 AND l.commit_no = t.last";

/// From where somebody else gave the seat back to where the holder did.
const HELD: &str = "SELECT c.seat_id, ( \
         SELECT min(b.last_sequence + 1, f.last_sequence) FROM seat_claims p \
         JOIN commits b ON b.tenant_no = p.tenant_no AND b.commit_no = p.reclaimed_commit_no \
         JOIN commits f ON f.tenant_no = c.tenant_no AND f.commit_no = c.commit_no \
         WHERE p.tenant_no = c.tenant_no AND p.seat_id = c.seat_id AND p.position < c.position \
         ORDER BY p.position DESC LIMIT 1 \
     ) AS first, l.last_sequence AS last, NULL AS since, NULL AS until FROM seat_claims c \
     LEFT JOIN commits l ON l.tenant_no = c.tenant_no AND l.commit_no = c.reclaimed_commit_no \
     WHERE c.tenant_no = ?1 AND c.holder_id = ?2";

/// A time, by the ends in the log of the commits and the instants with which it began and ended; open where there is none.
/// Numbers of commits tell nothing of what came first where they were copied from a store in which several processes gave
/// out their own.
pub(super) struct Time {
    pub(super) seat: [u8; 16],
    first: Option<i64>,
    last: Option<i64>,
    pub(super) since: Option<i64>,
    pub(super) until: Option<i64>,
}

impl Book<'_> {
    /// When the customer answered for seats.
    pub(super) fn answered(&self, id: CustomerId) -> Outcome<Vec<Time>> {
        self.times(ANSWERED, id)
    }

    /// When the customer was offered seats that they held.
    pub(super) fn held(&self, id: CustomerId) -> Outcome<Vec<Time>> {
        self.times(HELD, id)
    }

    fn times(&self, sql: &str, id: CustomerId) -> Outcome<Vec<Time>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let times = statement.query_map(params![self.tenant_no, id.bytes()], |row| {
            Ok(Time {
                seat: row.get("seat_id")?,
                first: row.get("first")?,
                last: row.get("last")?,
                since: row.get("since")?,
                until: row.get("until")?,
            })
        })?;
        Ok(times.collect::<rusqlite::Result<_>>()?)
    }
}

/// Times as a JSON array: each with the seat's hexadecimal digits, the ends in the log of the first and the last commit, and
/// their instants.
pub(super) fn in_json(times: &[Time]) -> String {
    let time = |time: &Time| {
        serde_json::json!([
            uuid::Uuid::from_bytes(time.seat).simple().to_string(),
            time.first.unwrap_or(0),
            time.last.unwrap_or(i64::MAX),
            time.since,
            time.until
        ])
    };
    times.iter().map(time).collect::<serde_json::Value>().to_string()
}
