use rollbook_domain::mail::{MailKind, MailTextEvent};
use rollbook_domain::port::stored::mail_text_key;

use super::{Book, Place, Table, optional_json};
use crate::failure::Outcome;

impl Book {
    pub(super) fn apply_mail_text(
        &mut self,
        place: &Place,
        kind: MailKind,
        event: &MailTextEvent,
    ) -> Outcome<()> {
        let id = mail_text_key(kind);
        if place.position == 1 {
            let cells = [("id", id.into()), ("revision", place.reached.into())];
            self.insert(Table::MailTexts, id, cells)?;
        }
        let parts = match event {
            MailTextEvent::TextEdited { parts } => Some(parts),
            MailTextEvent::TextReset => None,
        };
        self.insert(
            Table::MailTextVersions,
            id,
            [
                ("mail_text_id", id.into()),
                ("position", place.position.into()),
                ("parts", optional_json(parts)?),
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )
    }
}
