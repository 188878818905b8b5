use std::collections::HashMap;
use std::hash::Hash;

use rollbook_domain::id::CustomerId;
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::text::Note;
use rollbook_domain::time::Instant;
use uuid::Uuid;

use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::tables::{CommitFacts, Tables, binds};

/// Makes the stamps of facts in streams of one kind.
pub(crate) struct Stamps<Id = CustomerId> {
    /// By stream and place, which are few.
    notes: HashMap<(Id, u64), Note>,
}

impl Stamps {
    /// Reads the notes in customers' streams.
    pub(crate) async fn of(tables: &mut Tables, customers: &[Uuid]) -> Outcome<Self> {
        Self::read_notes(tables, "customer", customers).await
    }

    /// Reads the notes on what was written at those places of a transcript, and on what was taken out of that since.
    pub(crate) async fn of_transcript_part(
        tables: &mut Tables,
        customer: CustomerId,
        [first, last]: [i64; 2],
    ) -> Outcome<Self> {
        let sql = "SELECT stream_id, position, note FROM event_notes WHERE tenant_no = $1 \
                   AND stream_kind = 'transcript' AND stream_id = $2 AND (position BETWEEN $3 AND $4 \
                   OR position IN (SELECT removed_position FROM submissions \
                       WHERE tenant_no = $1 AND customer_id = $2 AND position BETWEEN $3 AND $4))";
        let binds = binds![tables.tenant_no, customer.uuid(), first, last];
        let notes = tables.rows("event_notes", sql, binds, |cells| note(cells, CustomerId::from_stored));
        Ok(Self { notes: notes.await?.into_iter().collect() })
    }

    /// Reads the notes in the streams of customers' transcripts.
    pub(crate) async fn of_transcripts(tables: &mut Tables, customers: &[Uuid]) -> Outcome<Self> {
        Self::read_notes(tables, "transcript", customers).await
    }
}

impl Stamps<Uuid> {
    /// Reads the notes in the streams of the texts of mails.
    pub(crate) async fn of_mail_texts(tables: &mut Tables) -> Outcome<Self> {
        let sql = "SELECT stream_id, position, note FROM event_notes \
                   WHERE tenant_no = $1 AND stream_kind = 'mail_text'";
        let notes = tables.rows("event_notes", sql, binds![tables.tenant_no], |cells| note(cells, |key| key));
        Ok(Self { notes: notes.await?.into_iter().collect() })
    }
}

impl<Id: StoredId + Eq + Hash> Stamps<Id> {
    async fn read_notes(tables: &mut Tables, kind: &'static str, streams: &[Uuid]) -> Outcome<Self> {
        let sql = "SELECT stream_id, position, note FROM event_notes \
                   WHERE tenant_no = $1 AND stream_kind = $2 AND stream_id = ANY($3)";
        let binds = binds![tables.tenant_no, kind, streams];
        let notes = tables.rows("event_notes", sql, binds, |cells| note(cells, Id::from_stored)).await?;
        Ok(Self { notes: notes.into_iter().collect() })
    }
}

/// A note with its stream and its place there.
fn note<Id>(cells: &Cells<'_>, read: impl Fn(Uuid) -> Id) -> Outcome<((Id, u64), Note)> {
    let place = (read(cells.uuid("stream_id")?), cells.count("position")?);
    Ok((place, cells.parsed("note", Note::parse)?))
}

impl<Id: Copy + Eq + Hash> Stamps<Id> {
    /// Makes stamps without notes, until some are learned.
    pub(crate) fn without_notes() -> Self {
        Self { notes: HashMap::new() }
    }

    /// Knows the note on the fact at that place of the stream from then on.
    pub(crate) fn learn(&mut self, stream: Id, position: u64, note: Note) {
        self.notes.insert((stream, position), note);
    }

    /// Reads the cells `position`, `effective_at` and `commit_no`.
    pub(crate) fn read(&self, stream: Id, cells: &Cells<'_>) -> Outcome<Stamp> {
        let (position, effective_at) = (cells.count("position")?, cells.instant("effective_at")?);
        Ok(self.stamp(stream, position, effective_at, cells.commit("commit_no")?))
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
        Ok(Some(self.stamp(stream, position, effective_at, cells.commit(commit_no)?)))
    }

    /// The stamp of the fact at that place of the stream.
    pub(crate) fn stamp(
        &self,
        stream: Id,
        position: u64,
        effective_at: Instant,
        commit: &CommitFacts,
    ) -> Stamp {
        Stamp {
            position: Revision::new(position),
            effective_at,
            recorded_at: commit.recorded_at,
            actor: commit.actor.clone(),
            note: self.notes.get(&(stream, position)).cloned(),
        }
    }
}
