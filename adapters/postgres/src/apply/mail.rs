use rollbook_domain::mail::NewMail;
use rollbook_domain::port::stored::Word;

use super::cell::json;
use super::{Book, Table};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book {
    /// Queues a mail beside what causes it.
    pub(crate) fn insert_mail(&mut self, mail: &NewMail) -> Outcome<()> {
        let to = mail.to.reveal();
        let domain = to.canonical().rsplit_once('@').map_or("", |(_, domain)| domain);
        let secret = mail.secret.as_ref();
        self.insert(
            Table::Mails,
            mail.id.uuid(),
            [
                ("id", mail.id.uuid().into()),
                ("kind", mail.kind.name().into()),
                ("address", to.as_typed().into()),
                ("address_key", to.canonical().into()),
                ("domain", domain.into()),
                ("customer_id", mail.customer.map(|id| id.uuid()).into()),
                ("facts", json(&mail.facts)?),
                ("secret_usage", secret.map(|secret| secret.usage.word()).into()),
                ("secret_key", secret.map(|secret| secret.sealed.key.0).into()),
                ("secret_ciphertext", secret.map(|secret| &*secret.sealed.ciphertext).into()),
                ("dedupe", mail.dedupe.as_str().into()),
                ("queued_at", self.recorded_at.into()),
                ("is_held", mail.is_held.into()),
                ("state", "queued".into()),
                ("attempts", 0_i64.into()),
                ("due_at", self.recorded_at.into()),
                ("epoch", 0_i64.into()),
            ],
        )
    }
}
