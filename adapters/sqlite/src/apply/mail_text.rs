use rollbook_domain::mail::{MailKind, MailTextEvent};
use rollbook_domain::port::stored::mail_text_key;
use rusqlite::params;

use super::{Book, Place, json};
use crate::failure::Outcome;

impl Book<'_> {
    pub(super) fn apply_mail_text(
        &self,
        place: &Place,
        kind: MailKind,
        event: &MailTextEvent,
    ) -> Outcome<()> {
        let id = mail_text_key(kind).into_bytes();
        if place.position == 1 {
            self.run_on_one(
                "INSERT INTO mail_texts (tenant_no, id, revision) VALUES (?1, ?2, ?3)",
                params![self.tenant_no, id, place.reached],
            )?;
        }
        let parts = match event {
            MailTextEvent::TextEdited { parts } => Some(json(parts)?),
            MailTextEvent::TextReset => None,
        };
        self.run_on_one(
            "INSERT INTO mail_text_versions (tenant_no, mail_text_id, position, parts, effective_at, commit_no) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![self.tenant_no, id, place.position, parts, place.effective_at, self.commit_no],
        )
    }
}
