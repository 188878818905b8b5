use rollbook_domain::id::ImportId;
use rollbook_domain::import_log::ImportEvent;
use rollbook_domain::port::stored::Word;

use super::{Book, Place, Table, json};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book {
    pub(super) fn apply_import(&mut self, place: &Place, id: ImportId, event: &ImportEvent) -> Outcome<()> {
        let ImportEvent::ImportApplied { import, fingerprint, counts } = event;
        self.insert(
            Table::Imports,
            id.uuid(),
            [
                ("id", id.uuid().into()),
                ("revision", place.reached.into()),
                ("kind", import.word().into()),
                ("fingerprint", fingerprint.to_string().into()),
                ("counts", json(counts)?),
                ("recorded_at", self.recorded_at.into()),
            ],
        )
    }
}
