//! Sealing the log that a program without a chain wrote.

use rollbook_domain::audit::{ChainValue, Commitment, Link, Salt, SealedCommit, genesis, link};
use rollbook_domain::id::CommitId;
use rusqlite::{Connection, Row, params};

use crate::row::StoredId;

const READ: &str = "\
    SELECT e.tenant_no, t.name, e.sequence, e.commit_no, c.id, c.recorded_at, c.last_sequence, c.actor, e.stream_kind, \
        e.stream_id, e.position, e.effective_at, e.payload, n.salt, n.note \
    FROM events e \
    CROSS JOIN tenants t ON t.tenant_no = e.tenant_no \
    CROSS JOIN commits c ON c.tenant_no = e.tenant_no AND c.commit_no = e.commit_no \
    LEFT JOIN event_notes_rebuilt n ON n.tenant_no = e.tenant_no AND n.stream_kind = e.stream_kind \
        AND n.stream_id = e.stream_id AND n.position = e.position \
    ORDER BY e.tenant_no, e.sequence";

const WRITE: &str = "\
    INSERT INTO events_rebuilt (tenant_no, sequence, commit_no, stream_kind, stream_id, position, effective_at, payload, \
        commitment, chain) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

/// Fills the rebuilt log with the old one's events, each with its value of the chain.
pub(super) fn fill_in(connection: &Connection) -> rusqlite::Result<()> {
    let mut read = connection.prepare(READ)?;
    let mut write = connection.prepare(WRITE)?;
    let mut rows = read.query([])?;
    let mut before: Option<(i64, ChainValue)> = None;
    while let Some(row) = rows.next()? {
        let tenant_no: i64 = row.get(0)?;
        let value = match before {
            Some((known, value)) if known == tenant_no => value,
            _ => genesis(row.get_ref(1)?.as_str()?),
        };
        before = Some((tenant_no, chain_one(row, &value, &mut write)?));
    }
    Ok(())
}

fn chain_one(
    row: &Row<'_>,
    before: &ChainValue,
    write: &mut rusqlite::Statement<'_>,
) -> rusqlite::Result<ChainValue> {
    let (sequence, commit_no, position): (i64, i64, i64) = (row.get(2)?, row.get(3)?, row.get(10)?);
    let last_sequence: i64 = row.get(6)?;
    let id = CommitId::from_bytes(row.get(4)?);
    let commit = SealedCommit::new(id, row.get(5)?, last_sequence.cast_unsigned(), row.get_ref(7)?.as_str()?);
    let payload = row.get_ref(12)?.as_str()?;
    let salt: Option<[u8; 32]> = row.get(13)?;
    let note = row.get_ref(14)?.as_str_or_null()?;
    let commitment: Option<Commitment> =
        salt.zip(note).map(|(salt, note)| Salt::from_bytes(salt).commit_to(note));
    let event = Link {
        sequence: sequence.cast_unsigned(),
        stream_kind: row.get_ref(8)?.as_str()?,
        stream_id: row.get(9)?,
        position: position.cast_unsigned(),
        effective_at: row.get(11)?,
        payload: payload.as_bytes(),
        commitment,
    };
    let chain = link(before, &commit, &event);
    write.execute(params![
        row.get::<_, i64>(0)?,
        sequence,
        commit_no,
        event.stream_kind,
        event.stream_id,
        position,
        event.effective_at,
        payload,
        commitment.as_ref().map(Commitment::as_bytes),
        chain.as_bytes(),
    ])?;
    Ok(chain)
}
