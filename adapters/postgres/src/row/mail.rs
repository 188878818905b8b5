//! Mails as rows.

use rollbook_domain::mail::{DedupeKey, Mail, MailKind, MailSecret};
use rollbook_domain::secret::{KeyNumber, Sealed};

use super::Cells;
use crate::failure::Outcome;

/// The columns that [`read_mail`] reads, for mails joined as `m`.
macro_rules! mail_columns {
    () => {
        "m.id, m.kind, m.address, m.address_key, m.customer_id, m.facts, m.secret_usage, m.secret_key, \
         m.secret_ciphertext, m.dedupe, m.queued_at, m.is_held, m.state, m.attempts, m.due_at, m.epoch, \
         m.leased_until, m.ended_at, m.text_version, m.problem"
    };
}

pub(crate) use mail_columns;

pub(crate) fn read_mail(cells: &Cells<'_>) -> Outcome<Mail> {
    Ok(Mail {
        id: cells.id("id")?,
        kind: kind(cells)?,
        to: cells.optional_address(["address", "address_key"])?,
        customer: cells.optional_id("customer_id")?,
        facts: cells.optional_json("facts")?,
        secret: secret(cells)?,
        dedupe: DedupeKey::from_stored(cells.text("dedupe")?),
        queued_at: cells.instant("queued_at")?,
        is_held: cells.is_set("is_held")?,
        state: cells.word("state")?,
        attempts: cells.small("attempts")?,
        due_at: cells.instant("due_at")?,
        epoch: cells.count("epoch")?,
        leased_until: cells.optional_instant("leased_until")?,
        ended_at: cells.optional_instant("ended_at")?,
        text_version: cells.optional_count("text_version")?,
        problem: cells.optional_text("problem")?.map(str::to_owned),
    })
}

fn kind(cells: &Cells<'_>) -> Outcome<MailKind> {
    let name = cells.text("kind")?;
    MailKind::find(name).ok_or_else(|| cells.corrupt("kind", format_args!("`{name}` is no kind of mail")))
}

fn secret(cells: &Cells<'_>) -> Outcome<Option<MailSecret>> {
    let Some(usage) = cells.optional_word("secret_usage")? else {
        cells.skip(2);
        return Ok(None);
    };
    let key = KeyNumber(cells.small("secret_key")?);
    let ciphertext = cells.optional_blob("secret_ciphertext")?.unwrap_or_default().into();
    Ok(Some(MailSecret { usage, sealed: Sealed { key, ciphertext } }))
}
