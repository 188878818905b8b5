use rollbook_domain::email::EmailAddress;
use rollbook_domain::mail::{OutboxEvent, SuppressionCause};
use rollbook_domain::port::stored::{NO_ID, Word};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{Book, Place, Table};
use crate::failure::Outcome;
use crate::row::StoredId;

/// What has ended stays as it is.
const HOLD: &str = "UPDATE mails m SET is_held = n.is_held FROM {rows} \
    WHERE m.tenant_no = $1 AND m.id = n.id AND m.ended_at IS NULL";

/// Who is suppressed already stays so as of the first time.
const STAY: &str = "ON CONFLICT (tenant_no, address_key) DO NOTHING";

const ALLOW: &str = "DELETE FROM mail_suppressions s USING {rows} \
    WHERE s.tenant_no = $1 AND s.address_key = n.address_key";

impl Book {
    pub(super) fn apply_outbox(&mut self, place: &Place, event: &OutboxEvent) -> Outcome<()> {
        if place.position == 1 {
            let cells = [("id", NO_ID.into()), ("revision", place.reached.into())];
            self.insert(Table::Outboxes, NO_ID, cells)?;
        }
        let (mails, is_held) = match event {
            OutboxEvent::MailsHeld { mails } => (mails, true),
            OutboxEvent::MailsReleased { mails } => (mails, false),
            OutboxEvent::AddressSuppressed { address: Some(address) } => {
                return self.suppress(address.reveal());
            }
            OutboxEvent::AddressAllowed { address: Some(address) } => {
                let address = address.reveal();
                let cells = [("address_key", address.canonical().into())];
                return self.change(Table::MailSuppressions, key(address), ALLOW, cells);
            }
            // The mails come with the commit.
            OutboxEvent::MailsRequeued { .. }
            | OutboxEvent::NoticesQueued { .. }
            | OutboxEvent::MailsForgotten { .. }
            | OutboxEvent::AddressSuppressed { address: None }
            | OutboxEvent::AddressAllowed { address: None } => return Ok(()),
        };
        for mail in mails {
            let cells = [("id", mail.uuid().into()), ("is_held", is_held.into())];
            self.change(Table::Mails, mail.uuid(), HOLD, cells)?;
        }
        Ok(())
    }

    fn suppress(&mut self, address: &EmailAddress) -> Outcome<()> {
        self.insert_or(
            Table::MailSuppressions,
            key(address),
            STAY,
            [
                ("address_key", address.canonical().into()),
                ("address", address.as_typed().into()),
                ("cause", SuppressionCause::Administrator.word().into()),
                ("since", self.recorded_at.into()),
            ],
        )
    }
}

/// What the rows of an address belong to within a commit; it is never stored.
fn key(address: &EmailAddress) -> Uuid {
    let mut bytes = [0; 16];
    for (byte, hashed) in bytes.iter_mut().zip(Sha256::digest(address.canonical())) {
        *byte = hashed;
    }
    Uuid::from_bytes(bytes)
}
