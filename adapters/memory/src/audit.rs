use async_trait::async_trait;
use rollbook_domain::actor::Actor;
use rollbook_domain::audit::{
    ChainValue, Commitment, LogEntry, LogHead, LoggedNote, Salt, SealedCommit, genesis, link,
};
use rollbook_domain::commit::Recorded;
use rollbook_domain::id::CommitId;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::stored::stream_key;
use rollbook_domain::port::{AuditReader, ReadResult, StoreError};
use rollbook_domain::text::Note;
use rollbook_domain::time::Instant;

use crate::ledger::Ledger;
use crate::store::MemoryTenant;

/// What the chain holds of one event.
pub(crate) struct Sealed {
    commit: SealedCommit,
    salt: Option<Salt>,
    commitment: Option<Commitment>,
    payload: String,
    chain: ChainValue,
}

impl Sealed {
    /// Seals an event of a commit that was sealed.
    ///
    /// Nothing of this store is ever written down, so the salt of a reason needs no chance.
    pub(crate) fn new(
        before: &ChainValue,
        commit: SealedCommit,
        recorded: &Recorded,
    ) -> Result<Self, StoreError> {
        let mut random = [0; 32];
        random[..16].copy_from_slice(recorded.commit.as_uuid().as_bytes());
        let salt = recorded.note.as_ref().map(|_| Salt::of(&random, recorded.sequence));
        let note = recorded.note.as_ref().map(Note::as_str);
        let mut payload = Vec::new();
        recorded
            .event
            .serialize_payload(&mut serde_json::Serializer::new(&mut payload))
            .map_err(|error| unserialized(&error))?;
        let payload = String::from_utf8(payload).map_err(|error| unserialized(&error))?;
        let commitment = salt.zip(note).map(|(salt, note)| salt.commit_to(note));
        let mut sealed = Self { commit, salt, commitment, payload, chain: *before };
        sealed.chain = link(before, &commit, &sealed.entry(recorded).link());
        Ok(sealed)
    }

    fn entry(&self, recorded: &Recorded) -> LogEntry {
        let (kind, id) = stream_key(&recorded.event.stream());
        LogEntry {
            sequence: recorded.sequence,
            commit: Some(self.commit),
            stream_kind: kind.to_owned(),
            stream_id: id.into_bytes(),
            position: recorded.position.get(),
            effective_at: recorded.effective_at.as_micros(),
            payload: self.payload.clone(),
            commitment: self.commitment,
            note: recorded
                .note
                .as_ref()
                .map(|note| LoggedNote { salt: self.salt, note: Personal::new(note.as_str().to_owned()) }),
            chain: self.chain,
        }
    }
}

/// Seals what a commit says beside its events.
pub(crate) fn seal_commit(
    id: CommitId,
    recorded_at: Instant,
    last_sequence: u64,
    actor: &Actor,
) -> Result<SealedCommit, StoreError> {
    let actor = serde_json::to_string(actor).map_err(|error| unserialized(&error))?;
    Ok(SealedCommit::new(id, recorded_at.as_micros(), last_sequence, &actor))
}

fn unserialized(error: &impl std::fmt::Display) -> StoreError {
    StoreError::Malformed(format!("an event cannot be written as JSON: {error}"))
}

impl Ledger {
    /// The value of the chain after the last event.
    pub(crate) fn chain_value(&self) -> ChainValue {
        self.chain.last().map_or_else(|| genesis(self.tenant.as_str()), |last| last.chain)
    }
}

#[async_trait]
impl AuditReader for MemoryTenant {
    async fn log_head(&self) -> ReadResult<LogHead> {
        let ledger = self.read();
        Ok(LogHead { sequence: ledger.last_sequence(), chain: ledger.chain_value() })
    }

    async fn log_entries(&self, after: u64, most: usize) -> ReadResult<Vec<LogEntry>> {
        let ledger = self.read();
        let from = usize::try_from(after).unwrap_or(usize::MAX);
        let entries = ledger.log.iter().zip(&ledger.chain).skip(from).take(most);
        Ok(entries.map(|(recorded, sealed)| sealed.entry(recorded)).collect())
    }
}
