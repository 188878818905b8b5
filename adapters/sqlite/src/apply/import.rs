use rollbook_domain::id::ImportId;
use rollbook_domain::import_log::ImportEvent;
use rollbook_domain::port::stored::Word;
use rusqlite::params;

use super::{Book, Place, json};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    pub(super) fn apply_import(&self, place: &Place, id: ImportId, event: &ImportEvent) -> Outcome<()> {
        let ImportEvent::ImportApplied { import, fingerprint, counts } = event;
        self.run_on_one(
            "INSERT INTO imports (tenant_no, id, revision, kind, fingerprint, counts, recorded_at) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                self.tenant_no,
                id.bytes(),
                place.reached,
                import.word(),
                fingerprint.to_string(),
                json(counts)?,
                self.recorded_at
            ],
        )
    }
}
