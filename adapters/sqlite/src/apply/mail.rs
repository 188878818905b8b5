use rollbook_domain::mail::NewMail;
use rollbook_domain::port::stored::Word;
use rusqlite::params;

use super::{Book, json};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    /// Queues a mail beside what causes it.
    pub(crate) fn insert_mail(&self, mail: &NewMail) -> Outcome<()> {
        let to = mail.to.reveal();
        let domain = to.canonical().rsplit_once('@').map_or("", |(_, domain)| domain);
        let secret = mail.secret.as_ref();
        self.run_on_one(
            "INSERT INTO mails (tenant_no, id, kind, address, address_key, domain, customer_id, facts, secret_usage, \
             secret_key, secret_ciphertext, dedupe, queued_at, is_held, state, attempts, due_at, epoch) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 'queued', 0, ?13, 0)",
            params![
                self.tenant_no,
                mail.id.bytes(),
                mail.kind.name(),
                to.as_typed(),
                to.canonical(),
                domain,
                mail.customer.as_ref().map(StoredId::bytes),
                json(&mail.facts)?,
                secret.map(|secret| secret.usage.word()),
                secret.map(|secret| secret.sealed.key.0),
                secret.map(|secret| &*secret.sealed.ciphertext),
                mail.dedupe.as_str(),
                self.recorded_at,
                mail.is_held
            ],
        )
    }
}
