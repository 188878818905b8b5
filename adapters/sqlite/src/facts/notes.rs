use std::collections::HashMap;
use std::hash::Hash;

use rollbook_domain::id::{CustomerId, SeatId};
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::text::Note;
use rollbook_domain::time::Instant;
use rusqlite::params;

use super::{Kept, Whom, of_customers, rows};
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::Tables;

/// Makes the stamps of facts in streams of one kind.
pub(crate) struct Stamps<'tables, Id = CustomerId> {
    tables: &'tables Tables<'tables>,
    /// By stream and place, which are few.
    notes: HashMap<(Id, u64), Note>,
}

/// The notes on facts that were written in a part of a customer's stream, and on what became of them since.
const NOTES_OF_A_PART: &str = "SELECT stream_id, position, note FROM event_notes \
     WHERE tenant_no = ?1 AND stream_kind = 'customer' AND stream_id = ?2 AND (position BETWEEN ?3 AND ?4 \
     OR position IN ( \
         SELECT position FROM grant_standings \
             WHERE tenant_no = ?1 AND customer_id = ?2 AND grant_position BETWEEN ?3 AND ?4 \
         UNION ALL SELECT position FROM window_edits \
             WHERE tenant_no = ?1 AND customer_id = ?2 AND grant_position BETWEEN ?3 AND ?4 \
         UNION ALL SELECT s.position FROM orders o \
             JOIN order_statuses s ON s.tenant_no = o.tenant_no AND s.order_id = o.id \
             WHERE o.tenant_no = ?1 AND o.customer_id = ?2 AND o.position BETWEEN ?3 AND ?4))";

impl<'tables> Stamps<'tables> {
    /// Reads the notes in customers' streams.
    pub(crate) fn of(tables: &'tables Tables<'tables>, whom: &Whom) -> Outcome<Self> {
        let [one, many, _] = of_customers!(
            "SELECT stream_id, position, note FROM event_notes \
             WHERE tenant_no = ?1 AND stream_kind = 'customer' AND stream_id",
            "position",
            ""
        );
        let sql = [one, many, NOTES_OF_A_PART];
        let notes =
            rows(tables, whom, sql, ("event_notes", Kept::NOTES), |cells| note(cells, StoredId::from_bytes))?;
        Ok(Self { tables, notes: notes.into_iter().collect() })
    }
}

impl<'tables> Stamps<'tables, SeatId> {
    /// Reads the notes in the streams of seats, given in hexadecimal digits.
    pub(crate) fn of_seats(tables: &'tables Tables<'tables>, seats: &str) -> Outcome<Self> {
        let sql = "SELECT stream_id, position, note FROM event_notes WHERE tenant_no = ?1 AND stream_kind = 'seat' \
                   AND stream_id IN (SELECT unhex(value) FROM json_each(?2))";
        let mut statement = tables.reader.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![tables.tenant_no, seats])?;
        let mut notes = HashMap::new();
        while let Some(row) = rows.next()? {
            notes.extend([note(&Cells::new(row, "event_notes"), StoredId::from_bytes)?]);
        }
        Ok(Self { tables, notes })
    }
}

impl<'tables> Stamps<'tables> {
    /// Reads the notes on what was written at those places of a transcript, and on what was taken out of that since.
    pub(crate) fn of_transcript_part(
        tables: &'tables Tables<'tables>,
        customer: CustomerId,
        [first, last]: [i64; 2],
    ) -> Outcome<Self> {
        let sql = "SELECT stream_id, position, note FROM event_notes WHERE tenant_no = ?1 \
                   AND stream_kind = 'transcript' AND stream_id = ?2 AND (position BETWEEN ?3 AND ?4 \
                   OR position IN (SELECT removed_position FROM submissions \
                       WHERE tenant_no = ?1 AND customer_id = ?2 AND position BETWEEN ?3 AND ?4))";
        let mut statement = tables.reader.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![tables.tenant_no, customer.bytes(), first, last])?;
        let mut notes = HashMap::new();
        while let Some(row) = rows.next()? {
            notes.extend([note(&Cells::new(row, "event_notes"), StoredId::from_bytes)?]);
        }
        Ok(Self { tables, notes })
    }

    /// Reads the notes in the streams of transcripts, of customers given in hexadecimal digits.
    pub(crate) fn of_transcripts(tables: &'tables Tables<'tables>, customers: &str) -> Outcome<Self> {
        let sql = "SELECT stream_id, position, note FROM event_notes \
                   WHERE tenant_no = ?1 AND stream_kind = 'transcript' \
                   AND stream_id IN (SELECT unhex(value) FROM json_each(?2))";
        let mut statement = tables.reader.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![tables.tenant_no, customers])?;
        let mut notes = HashMap::new();
        while let Some(row) = rows.next()? {
            notes.extend([note(&Cells::new(row, "event_notes"), StoredId::from_bytes)?]);
        }
        Ok(Self { tables, notes })
    }
}

impl<'tables> Stamps<'tables, [u8; 16]> {
    /// Reads the notes in the streams of the texts of mails.
    pub(crate) fn of_mail_texts(tables: &'tables Tables<'tables>) -> Outcome<Self> {
        let sql = "SELECT stream_id, position, note FROM event_notes \
                   WHERE tenant_no = ?1 AND stream_kind = 'mail_text'";
        let mut statement = tables.reader.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![tables.tenant_no])?;
        let mut notes = HashMap::new();
        while let Some(row) = rows.next()? {
            notes.extend([note(&Cells::new(row, "event_notes"), |key| key)?]);
        }
        Ok(Self { tables, notes })
    }
}

/// A note with its stream and its place there.
fn note<Id>(cells: &Cells<'_>, read: impl Fn([u8; 16]) -> Id) -> Outcome<((Id, u64), Note)> {
    let place = (read(cells.bytes("stream_id")?), cells.count("position")?);
    Ok((place, cells.parsed("note", Note::parse)?))
}

impl<Id: Copy + Eq + Hash> Stamps<'_, Id> {
    /// Reads the cells `position`, `effective_at` and `commit_no`.
    pub(crate) fn read(&self, stream: Id, cells: &Cells<'_>) -> Outcome<Stamp> {
        let (position, effective_at) = (cells.count("position")?, cells.instant("effective_at")?);
        self.stamp(stream, position, effective_at, cells.integer("commit_no")?)
    }

    /// Reads three such cells that are empty where the fact is not there.
    pub(crate) fn read_optional(
        &self,
        stream: Id,
        cells: &Cells<'_>,
        [position, effective_at, commit_no]: [&'static str; 3],
    ) -> Outcome<Option<Stamp>> {
        if cells.is_null()? {
            cells.skip(3);
            return Ok(None);
        }
        let (position, effective_at) = (cells.count(position)?, cells.instant(effective_at)?);
        self.stamp(stream, position, effective_at, cells.integer(commit_no)?).map(Some)
    }

    /// The stamp of the fact at that place of the stream.
    pub(crate) fn stamp(
        &self,
        stream: Id,
        position: u64,
        effective_at: Instant,
        commit_no: i64,
    ) -> Outcome<Stamp> {
        let commit = self.tables.commit(commit_no)?;
        Ok(Stamp {
            position: Revision::new(position),
            effective_at,
            recorded_at: commit.recorded_at,
            actor: commit.actor,
            note: self.notes.get(&(stream, position)).cloned(),
        })
    }
}
