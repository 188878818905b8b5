use rollbook_domain::mail::{OutboxEvent, SuppressionCause};
use rollbook_domain::port::stored::{NO_ID, Word};
use rusqlite::params;

use super::{Book, Place};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    pub(super) fn apply_outbox(&self, place: &Place, event: &OutboxEvent) -> Outcome<()> {
        if place.position == 1 {
            self.run_on_one(
                "INSERT INTO outboxes (tenant_no, id, revision) VALUES (?1, ?2, ?3)",
                params![self.tenant_no, NO_ID.as_bytes(), place.reached],
            )?;
        }
        let (mails, is_held) = match event {
            OutboxEvent::MailsHeld { mails } => (mails, true),
            OutboxEvent::MailsReleased { mails } => (mails, false),
            OutboxEvent::AddressSuppressed { address: Some(address) } => {
                let (address, cause) = (address.reveal(), SuppressionCause::Administrator);
                // Who is suppressed already stays so as of the first time.
                self.run(
                    "INSERT INTO mail_suppressions (tenant_no, address_key, address, cause, since) \
                     VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (tenant_no, address_key) DO NOTHING",
                    params![
                        self.tenant_no,
                        address.canonical(),
                        address.as_typed(),
                        cause.word(),
                        self.recorded_at
                    ],
                )?;
                return Ok(());
            }
            OutboxEvent::AddressAllowed { address: Some(address) } => {
                self.run(
                    "DELETE FROM mail_suppressions WHERE tenant_no = ?1 AND address_key = ?2",
                    params![self.tenant_no, address.reveal().canonical()],
                )?;
                return Ok(());
            }
            // The mails come with the commit.
            OutboxEvent::MailsRequeued { .. }
            | OutboxEvent::NoticesQueued { .. }
            | OutboxEvent::MailsForgotten { .. }
            | OutboxEvent::AddressSuppressed { address: None }
            | OutboxEvent::AddressAllowed { address: None } => return Ok(()),
        };
        for mail in mails {
            // What has ended stays as it is.
            self.run(
                "UPDATE mails SET is_held = ?3 WHERE tenant_no = ?1 AND id = ?2 AND ended_at IS NULL",
                params![self.tenant_no, mail.bytes(), is_held],
            )?;
        }
        Ok(())
    }
}
