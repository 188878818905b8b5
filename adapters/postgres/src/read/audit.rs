use async_trait::async_trait;
use rollbook_domain::audit::{
    ChainValue, Commitment, LogEntry, LogHead, LoggedNote, Salt, SealedCommit, genesis,
};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{AuditReader, ReadResult};

use crate::failure::Outcome;
use crate::row::Cells;
use crate::store::PostgresTenant;
use crate::tables::binds;

const HEAD: &str = "\
    SELECT stream_id, sequence, chain FROM events WHERE tenant_no = $1 ORDER BY sequence DESC LIMIT 1";

/// An event whose commit is gone is shown without, as damage is to be found here.
const ENTRIES: &str = "\
    SELECT e.stream_id, e.sequence, e.stream_kind, e.position, e.effective_at, e.payload::text, e.commitment, e.chain, \
        c.id, c.recorded_at, c.last_sequence, c.actor::text, n.salt, n.note \
    FROM events e \
    LEFT JOIN commits c ON c.tenant_no = e.tenant_no AND c.commit_no = e.commit_no \
    LEFT JOIN event_notes n ON n.tenant_no = e.tenant_no AND n.stream_kind = e.stream_kind \
        AND n.stream_id = e.stream_id AND n.position = e.position \
    WHERE e.tenant_no = $1 AND e.sequence > $2 ORDER BY e.sequence LIMIT $3";

#[async_trait]
impl AuditReader for PostgresTenant {
    async fn log_head(&self) -> ReadResult<LogHead> {
        let head = self.read(move |tables| {
            Box::pin(async move {
                tables
                    .row("events", HEAD, binds![tables.tenant_no], |cells| {
                        cells.skip(1);
                        let sequence = cells.count("sequence")?;
                        Ok(LogHead { sequence, chain: ChainValue::from_bytes(cells.hash("chain")?) })
                    })
                    .await
            })
        });
        let empty = || LogHead { sequence: 0, chain: genesis(self.id.as_str()) };
        Ok(head.await?.unwrap_or_else(empty))
    }

    async fn log_entries(&self, after: u64, most: usize) -> ReadResult<Vec<LogEntry>> {
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.read(move |tables| {
            Box::pin(async move {
                tables.rows("events", ENTRIES, binds![tables.tenant_no, after, most], entry).await
            })
        })
        .await
    }
}

fn entry(cells: &mut Cells<'_>) -> Outcome<LogEntry> {
    let stream_id = cells.uuid("stream_id")?.into_bytes();
    let sequence = cells.integer("sequence")?.cast_unsigned();
    let stream_kind = cells.text("stream_kind")?.to_owned();
    let position = cells.integer("position")?.cast_unsigned();
    let effective_at = cells.integer("effective_at")?;
    let payload = cells.text("payload")?.to_owned();
    let commitment = cells.optional_hash("commitment")?.map(Commitment::from_bytes);
    let chain = ChainValue::from_bytes(cells.hash("chain")?);
    cells.turn_to("commits");
    let commit = if let Some(id) = cells.optional_id("id")? {
        let recorded_at = cells.integer("recorded_at")?;
        let last_sequence = cells.integer("last_sequence")?.cast_unsigned();
        Some(SealedCommit::new(id, recorded_at, last_sequence, cells.text("actor")?))
    } else {
        cells.skip(3);
        None
    };
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
