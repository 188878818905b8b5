use std::collections::BTreeMap;

use async_trait::async_trait;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{CustomerId, MailId};
use rollbook_domain::mail::{Mail, MailKind, MailState, MailText, Suppression, TextVersion};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::stored::{NO_ID, Word, mail_text_of};
use rollbook_domain::port::{
    LeaseRequest, LeasedMail, MailQuery, Outbox, Page, PageRequest, ReadResult, Settled, Settlement,
};
use rollbook_domain::stamp::Revision;
use rollbook_domain::time::Instant;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params, params_from_iter};
use uuid::Uuid;

use super::page;
use crate::facts::Stamps;
use crate::row::{Cells, StoredId, mail_columns, read_mail};
use crate::store::SqliteTenant;

/// When the next mail is due: the first of what waits and of what is in hand.
pub(super) const NEXT_DUE_AT: &str = "SELECT min(due_at) FROM ( \
     SELECT min(due_at) AS due_at FROM mails INDEXED BY mails_due_at_ix \
     WHERE tenant_no = ?1 AND state = 'queued' AND is_held = 0 UNION ALL \
     SELECT min(leased_until) FROM mails INDEXED BY mails_leased_until_ix \
     WHERE tenant_no = ?1 AND state = 'leased' AND is_held = 0)";

/// Every mail to one customer.
pub(super) const TO_CUSTOMER: &str = concat!(
    "SELECT ",
    mail_columns!(),
    " FROM mails m INDEXED BY mails_customer_id_ix WHERE m.tenant_no = ?1 AND m.customer_id = ?2"
);

#[async_trait]
impl Outbox for SqliteTenant {
    async fn lease(&self, request: &LeaseRequest) -> ReadResult<Vec<LeasedMail>> {
        self.lease_mails(*request).await
    }

    async fn settle(&self, settlement: &Settlement) -> ReadResult<Settled> {
        self.settle_mail(settlement.clone()).await
    }

    async fn next_due_at(&self) -> ReadResult<Option<Instant>> {
        self.read(|tables| {
            let mut statement = tables.reader.connection.prepare_cached(NEXT_DUE_AT)?;
            let mut rows = statement.query(params![tables.tenant_no])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            Cells::new(row, "mails").optional_instant("due_at")
        })
    }

    async fn find_mail(&self, id: MailId) -> ReadResult<Option<Mail>> {
        self.read(|tables| {
            let sql =
                concat!("SELECT ", mail_columns!(), " FROM mails m WHERE m.tenant_no = ?1 AND m.id = ?2");
            let mut statement = tables.reader.connection.prepare_cached(sql)?;
            let mut rows = statement.query(params![tables.tenant_no, id.bytes()])?;
            rows.next()?.map(|row| read_mail(&Cells::new(row, "mails"))).transpose()
        })
    }

    async fn mails(&self, query: &MailQuery, request: &PageRequest) -> ReadResult<Page<Mail>> {
        let after = page::after(request, |text| MailId::parse(text).ok())?;
        let mails = self.read(|tables| {
            let (sql, values) = list(tables.tenant_no, query, after, page::probe(request));
            let mut statement = tables.reader.connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(values))?;
            let mut mails = Vec::new();
            while let Some(row) = rows.next()? {
                mails.push(read_mail(&Cells::new(row, "mails"))?);
            }
            Ok(mails)
        })?;
        Ok(page::cut(mails, request, |mail| mail.id))
    }

    async fn mails_to(&self, customers: &[CustomerId], kinds: &[MailKind]) -> ReadResult<Vec<Mail>> {
        self.read(|tables| {
            let mut statement = tables.reader.connection.prepare_cached(TO_CUSTOMER)?;
            let mut mails: BTreeMap<MailId, Mail> = BTreeMap::new();
            for customer in customers {
                let mut rows = statement.query(params![tables.tenant_no, customer.bytes()])?;
                while let Some(row) = rows.next()? {
                    let mail = read_mail(&Cells::new(row, "mails"))?;
                    if kinds.contains(&mail.kind) {
                        mails.insert(mail.id, mail);
                    }
                }
            }
            Ok(mails.into_values().collect())
        })
    }

    async fn suppressions(&self) -> ReadResult<Vec<Suppression>> {
        self.read(|tables| {
            let mut statement = tables.reader.connection.prepare_cached(
                "SELECT address, address_key, cause, since, problem FROM mail_suppressions \
                 WHERE tenant_no = ?1 ORDER BY address_key",
            )?;
            let mut rows = statement.query(params![tables.tenant_no])?;
            let mut suppressions = Vec::new();
            while let Some(row) = rows.next()? {
                let cells = Cells::new(row, "mail_suppressions");
                let (typed, canonical) = (cells.text("address")?, cells.text("address_key")?);
                suppressions.push(Suppression {
                    address: Personal::new(EmailAddress::from_stored(typed, canonical)),
                    cause: cells.word("cause")?,
                    since: cells.instant("since")?,
                    problem: cells.optional_text("problem")?.map(str::to_owned),
                });
            }
            Ok(suppressions)
        })
    }

    async fn outbox_revision(&self) -> ReadResult<Revision> {
        self.read(|tables| {
            let revision: Option<i64> = tables
                .reader
                .connection
                .prepare_cached("SELECT revision FROM outboxes WHERE tenant_no = ?1 AND id = ?2")?
                .query_row(params![tables.tenant_no, NO_ID.as_bytes()], |row| row.get(0))
                .optional()?;
            Ok(Revision::new(revision.map_or(0, i64::cast_unsigned)))
        })
    }

    async fn mail_texts(&self) -> ReadResult<Vec<MailText>> {
        self.read(|tables| {
            let stamps = Stamps::of_mail_texts(tables)?;
            let mut statement = tables.reader.connection.prepare_cached(
                "SELECT mail_text_id, parts, position, effective_at, commit_no FROM mail_text_versions \
                 WHERE tenant_no = ?1 ORDER BY mail_text_id, position",
            )?;
            let mut rows = statement.query(params![tables.tenant_no])?;
            let mut texts: BTreeMap<MailKind, MailText> = BTreeMap::new();
            while let Some(row) = rows.next()? {
                let cells = Cells::new(row, "mail_text_versions");
                let key = cells.bytes("mail_text_id")?;
                let kind = mail_text_of(Uuid::from_bytes(key))
                    .ok_or_else(|| cells.corrupt("mail_text_id", "it stands for no kind of mail"))?;
                let parts = cells.optional_json("parts")?;
                let version = TextVersion { parts, stamp: stamps.read(key, &cells)? };
                texts.entry(kind).or_insert_with(|| MailText::built_in(kind)).versions.push(version);
            }
            Ok(texts.into_values().collect())
        })
    }
}

/// The statement for the filters that are set, with the values of its numbered parameters.
pub(super) fn list(
    tenant_no: i64,
    query: &MailQuery,
    after: Option<MailId>,
    limit: i64,
) -> (String, Vec<Value>) {
    let after = after.map_or_else(Vec::new, |id| id.bytes().to_vec());
    let mut values: Vec<Value> = vec![tenant_no.into(), after.into(), limit.into()];
    let mut filters = String::new();
    let mut filter = |text: &str, value: Value| {
        values.push(value);
        filters.push_str(" AND ");
        filters.push_str(text);
        filters.push_str(&values.len().to_string());
    };
    if let Some(to) = &query.to {
        filter("m.address_key IS NOT NULL AND m.address_key = ?", to.as_str().to_owned().into());
    }
    if let Some(customer) = &query.customer {
        filter("m.customer_id IS NOT NULL AND m.customer_id = ?", customer.bytes().to_vec().into());
    }
    if let Some(kind) = query.kind {
        filter("m.kind = ?", kind.name().to_owned().into());
    }
    if let Some(is_held) = query.is_held {
        filter("m.is_held = ?", i64::from(is_held).into());
    }
    match query.state {
        Some(MailState::Sent) => filter("m.state = ?", MailState::Sent.word().to_owned().into()),
        Some(state) => filter("m.state <> 'sent' AND m.state = ?", state.word().to_owned().into()),
        None => {}
    }
    // Without the word for it, SQLite would walk all mails of the tenant, as they are in the wanted order.
    let index = match query {
        MailQuery { to: Some(_), .. } => "INDEXED BY mails_address_key_ix",
        MailQuery { customer: Some(_), .. } => "INDEXED BY mails_customer_id_ix",
        MailQuery {
            state: Some(MailState::Queued | MailState::Leased | MailState::Dead | MailState::HeldBack),
            ..
        } => "INDEXED BY mails_state_ix",
        _ => "",
    };
    let columns = mail_columns!();
    let sql = format!(
        "SELECT {columns} FROM mails m {index} WHERE m.tenant_no = ?1 AND m.id > ?2{filters} ORDER BY m.id LIMIT ?3"
    );
    (sql, values)
}

#[cfg(test)]
mod tests {
    use rollbook_domain::email::EmailKey;

    use super::*;
    use crate::read::plans::assert_walks_an_index;

    #[test]
    fn a_list_of_mails_walks_the_index_of_the_narrowest_filter() {
        let walks = |query: &MailQuery, search: &str| {
            assert_walks_an_index(&list(1, query, None, 5).0, search);
        };
        let everything = MailQuery::default();
        walks(&everything, "PRIMARY KEY (tenant_no=? AND id>?)");
        let customer = Some(CustomerId::from_bytes([1; 16]));
        let of_customer = MailQuery { customer, state: Some(MailState::Dead), ..everything.clone() };
        walks(&of_customer, "mails_customer_id_ix (tenant_no=? AND customer_id=? AND id>?)");
        let to = Some(EmailKey::from_stored("ada@example.org"));
        walks(
            &MailQuery { to, customer, ..everything.clone() },
            "mails_address_key_ix (tenant_no=? AND address_key=? AND id>?)",
        );
        let dead = MailQuery { state: Some(MailState::Dead), ..everything.clone() };
        walks(&dead, "mails_state_ix (tenant_no=? AND state=? AND id>?)");
        let sent = MailQuery { state: Some(MailState::Sent), ..everything };
        walks(&sent, "PRIMARY KEY (tenant_no=? AND id>?)");
        assert_walks_an_index(TO_CUSTOMER, "mails_customer_id_ix (tenant_no=? AND customer_id=?)");
    }
}
