use async_trait::async_trait;
use rollbook_domain::audit::{
    ChainValue, Commitment, LogEntry, LogHead, LoggedNote, Salt, SealedCommit, genesis,
};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{AuditReader, ReadResult};
use rusqlite::params;

use crate::failure::Outcome;
use crate::row::Cells;
use crate::store::{SqliteTenant, Tables};

const HEAD: &str = "\
    SELECT stream_id, sequence, chain FROM events WHERE tenant_no = ?1 ORDER BY sequence DESC LIMIT 1";

/// Commits are looked up apart: a log is mostly runs of events of one commit.
const ENTRIES: &str = "\
    SELECT e.stream_id, e.commit_no, e.sequence, e.stream_kind, e.position, e.effective_at, e.payload, e.commitment, \
        e.chain, n.salt, n.note \
    FROM events e LEFT JOIN event_notes n ON n.tenant_no = e.tenant_no AND n.stream_kind = e.stream_kind \
        AND n.stream_id = e.stream_id AND n.position = e.position \
    WHERE e.tenant_no = ?1 AND e.sequence > ?2 ORDER BY e.sequence LIMIT ?3";

const COMMIT: &str = "\
    SELECT id, recorded_at, last_sequence, actor FROM commits WHERE tenant_no = ?1 AND commit_no = ?2";

#[async_trait]
impl AuditReader for SqliteTenant {
    async fn log_head(&self) -> ReadResult<LogHead> {
        self.read(|tables| {
            let mut statement = tables.reader.connection.prepare_cached(HEAD)?;
            let mut rows = statement.query([tables.tenant_no])?;
            let Some(row) = rows.next()? else {
                return Ok(LogHead { sequence: 0, chain: genesis(self.name().as_str()) });
            };
            let cells = Cells::new(row, "events");
            cells.skip(1);
            let sequence = cells.count("sequence")?;
            Ok(LogHead { sequence, chain: ChainValue::from_bytes(cells.hash("chain")?) })
        })
    }

    async fn log_entries(&self, after: u64, most: usize) -> ReadResult<Vec<LogEntry>> {
        self.read(|tables| {
            let mut statement = tables.reader.connection.prepare_cached(ENTRIES)?;
            let after = i64::try_from(after).unwrap_or(i64::MAX);
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let mut rows = statement.query(params![tables.tenant_no, after, most])?;
            let mut entries = Vec::new();
            let mut commit = None;
            while let Some(row) = rows.next()? {
                entries.push(entry(tables, &mut Cells::new(row, "events"), &mut commit)?);
            }
            Ok(entries)
        })
    }
}

/// A commit by its number, as it was read last.
type Known = Option<(i64, Option<SealedCommit>)>;

fn entry(tables: &Tables<'_>, cells: &mut Cells<'_>, known: &mut Known) -> Outcome<LogEntry> {
    let stream_id = cells.bytes("stream_id")?;
    let commit_no = cells.integer("commit_no")?;
    let commit = match *known {
        Some((number, commit)) if number == commit_no => commit,
        _ => {
            let commit = sealed_commit(tables, commit_no)?;
            *known = Some((commit_no, commit));
            commit
        }
    };
    let sequence = cells.integer("sequence")?.cast_unsigned();
    let stream_kind = cells.text("stream_kind")?.to_owned();
    let position = cells.integer("position")?.cast_unsigned();
    let effective_at = cells.integer("effective_at")?;
    let payload = cells.text("payload")?.to_owned();
    let commitment = cells.optional_hash("commitment")?.map(Commitment::from_bytes);
    let chain = ChainValue::from_bytes(cells.hash("chain")?);
    cells.turn_to("event_notes");
    let salt = cells.optional_hash("salt")?.map(Salt::from_bytes);
    let note = cells.optional_text("note")?;
    let note = note.map(|note| LoggedNote { salt, note: Personal::new(note.to_owned()) });
    Ok(LogEntry {
        sequence,
        commit,
        stream_kind,
        stream_id,
        position,
        effective_at,
        payload,
        commitment,
        note,
        chain,
    })
}

fn sealed_commit(tables: &Tables<'_>, commit_no: i64) -> Outcome<Option<SealedCommit>> {
    let mut statement = tables.reader.connection.prepare_cached(COMMIT)?;
    let mut rows = statement.query(params![tables.tenant_no, commit_no])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let cells = Cells::new(row, "commits");
    let id = cells.id("id")?;
    let recorded_at = cells.integer("recorded_at")?;
    let last_sequence = cells.integer("last_sequence")?.cast_unsigned();
    Ok(Some(SealedCommit::new(id, recorded_at, last_sequence, cells.text("actor")?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::plans::assert_walks_an_index;

    #[test]
    fn the_log_is_walked_by_its_key() {
        assert_walks_an_index(ENTRIES, "SEARCH e USING PRIMARY KEY (tenant_no=? AND sequence");
        assert_walks_an_index(HEAD, "SEARCH events USING PRIMARY KEY (tenant_no=?");
    }
}
