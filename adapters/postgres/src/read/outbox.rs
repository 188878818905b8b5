use std::collections::BTreeMap;
use std::sync::Arc;

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
use uuid::Uuid;

use super::page;
use crate::facts::Stamps;
use crate::row::{StoredId, mail_columns, read_mail};
use crate::store::PostgresTenant;
use crate::tables::{Tables, binds};
use crate::writer;

/// When the next mail is due: the first of what waits and of what is in hand.
pub(super) const NEXT_DUE_AT: &str = "SELECT least( \
    (SELECT min(due_at) FROM mails WHERE tenant_no = $1 AND state = 'queued' AND is_held = false), \
    (SELECT min(leased_until) FROM mails WHERE tenant_no = $1 AND state = 'leased' AND is_held = false))";

/// Mails in order of id; what stands for `$narrowest` is the filter whose index is walked. Of filters written as
/// `$6 IS NULL OR state = $6` a plan for any values would expect that hardly a mail passes, and sort all of them.
macro_rules! list_sql {
    ($narrowest:literal) => {
        concat!(
            "SELECT ",
            mail_columns!(),
            " FROM mails m WHERE m.tenant_no = $1 AND m.id > $2 AND ",
            $narrowest,
            " AND coalesce(m.address_key = $4, $4 IS NULL) AND coalesce(m.customer_id = $5, $5 IS NULL) \
             AND coalesce(m.state = $6, true) AND coalesce(m.kind = $7, true) AND coalesce(m.is_held = $8, true) \
             ORDER BY m.id LIMIT $3"
        )
    };
}

pub(super) const TO_ADDRESS: &str = list_sql!("m.address_key = $4");
pub(super) const TO_CUSTOMER: &str = list_sql!("m.customer_id = $5");
/// Those that were sent are too many to have an index.
pub(super) const IN_STATE: &str = list_sql!("m.state <> 'sent' AND m.state = $6");
pub(super) const ALL: &str = list_sql!("true");

/// The mails of some kinds to some customers.
pub(super) const TO_CUSTOMERS: &str = concat!(
    "SELECT ",
    mail_columns!(),
    " FROM mails m WHERE m.tenant_no = $1 AND m.customer_id = ANY($2) AND m.kind = ANY($3)"
);

#[async_trait]
impl Outbox for PostgresTenant {
    async fn lease(&self, request: &LeaseRequest) -> ReadResult<Vec<LeasedMail>> {
        let (link, tenant, request) = (Arc::clone(&self.parts.link), self.id.clone(), *request);
        self.parts.engine.run(async move { writer::lease(&link, &tenant, &request).await }).await?
    }

    async fn settle(&self, settlement: &Settlement) -> ReadResult<Settled> {
        let (link, tenant) = (Arc::clone(&self.parts.link), self.id.clone());
        let settlement = settlement.clone();
        self.parts.engine.run(async move { writer::settle(&link, &tenant, &settlement).await }).await?
    }

    async fn next_due_at(&self) -> ReadResult<Option<Instant>> {
        self.read_at_once(|tables| {
            Box::pin(async move {
                let binds = binds![tables.tenant_no];
                let next = tables.row("mails", NEXT_DUE_AT, binds, |cells| cells.optional_instant("due_at"));
                Ok(next.await?.flatten())
            })
        })
        .await
    }

    async fn find_mail(&self, id: MailId) -> ReadResult<Option<Mail>> {
        self.find(move |tables| {
            Box::pin(async move {
                let sql =
                    concat!("SELECT ", mail_columns!(), " FROM mails m WHERE m.tenant_no = $1 AND m.id = $2");
                tables.row("mails", sql, binds![tables.tenant_no, id.uuid()], |cells| read_mail(cells)).await
            })
        })
        .await
    }

    async fn mails(&self, query: &MailQuery, request: &PageRequest) -> ReadResult<Page<Mail>> {
        let after = page::after(request, |text| MailId::parse(text).ok())?;
        let limit = page::probe(request);
        let query = query.clone();
        let mails = self.read(move |tables| {
            Box::pin(async move {
                let sql = narrowest(&query);
                let binds = binds![
                    tables.tenant_no,
                    after.map_or(Uuid::nil(), |id| id.uuid()),
                    limit,
                    query.to.as_ref().map(|to| to.as_str().to_owned()),
                    query.customer.map(|customer| customer.uuid()),
                    query.state.map(Word::word),
                    query.kind.map(MailKind::name),
                    query.is_held,
                ];
                tables.rows("mails", sql, binds, |cells| read_mail(cells)).await
            })
        });
        Ok(page::cut(mails.await?, request, |mail| mail.id))
    }

    async fn mails_to(&self, customers: &[CustomerId], kinds: &[MailKind]) -> ReadResult<Vec<Mail>> {
        let customers: Vec<Uuid> = customers.iter().map(StoredId::uuid).collect();
        let kinds: Vec<String> = kinds.iter().map(|kind| kind.name().to_owned()).collect();
        let found = self.read(move |tables| {
            Box::pin(async move {
                let binds = binds![tables.tenant_no, customers, kinds];
                tables.rows("mails", TO_CUSTOMERS, binds, |cells| read_mail(cells)).await
            })
        });
        // Sorted here, so that nobody is led to walk along all ids.
        let mut mails: Vec<Mail> = found.await?;
        mails.sort_unstable_by_key(|mail| mail.id);
        Ok(mails)
    }

    async fn suppressions(&self) -> ReadResult<Vec<Suppression>> {
        self.read(|tables| {
            Box::pin(async move {
                let sql = "SELECT address, address_key, cause, since, problem FROM mail_suppressions \
                           WHERE tenant_no = $1 ORDER BY address_key";
                let suppressions = tables.rows("mail_suppressions", sql, binds![tables.tenant_no], |cells| {
                    let (typed, canonical) = (cells.text("address")?, cells.text("address_key")?);
                    Ok(Suppression {
                        address: Personal::new(EmailAddress::from_stored(typed, canonical)),
                        cause: cells.word("cause")?,
                        since: cells.instant("since")?,
                        problem: cells.optional_text("problem")?.map(str::to_owned),
                    })
                });
                suppressions.await
            })
        })
        .await
    }

    async fn outbox_revision(&self) -> ReadResult<Revision> {
        self.read_at_once(|tables| {
            Box::pin(async move {
                let sql = "SELECT revision FROM outboxes WHERE tenant_no = $1 AND id = $2";
                let binds = binds![tables.tenant_no, NO_ID];
                let revision = tables.row("outboxes", sql, binds, |cells| cells.count("revision")).await?;
                Ok(Revision::new(revision.unwrap_or(0)))
            })
        })
        .await
    }

    async fn mail_texts(&self) -> ReadResult<Vec<MailText>> {
        self.read(|tables| Box::pin(mail_texts(tables))).await
    }
}

/// The statement that walks the index of the narrowest filter.
fn narrowest(query: &MailQuery) -> &'static str {
    match query {
        MailQuery { to: Some(_), .. } => TO_ADDRESS,
        MailQuery { customer: Some(_), .. } => TO_CUSTOMER,
        MailQuery {
            state: Some(MailState::Queued | MailState::Leased | MailState::Dead | MailState::HeldBack),
            ..
        } => IN_STATE,
        _ => ALL,
    }
}

async fn mail_texts(tables: &mut Tables) -> crate::failure::Outcome<Vec<MailText>> {
    let stamps = Stamps::of_mail_texts(tables).await?;
    let sql = "SELECT mail_text_id, parts, position, effective_at, commit_no FROM mail_text_versions \
               WHERE tenant_no = $1 ORDER BY mail_text_id, position";
    let versions = tables.rows("mail_text_versions", sql, binds![tables.tenant_no], |cells| {
        let key = cells.uuid("mail_text_id")?;
        let kind = mail_text_of(key)
            .ok_or_else(|| cells.corrupt("mail_text_id", "it stands for no kind of mail"))?;
        let parts = cells.optional_json("parts")?;
        Ok((kind, TextVersion { parts, stamp: stamps.read(key, cells)? }))
    });
    let mut texts: BTreeMap<MailKind, MailText> = BTreeMap::new();
    for (kind, version) in versions.await? {
        texts.entry(kind).or_insert_with(|| MailText::built_in(kind)).versions.push(version);
    }
    Ok(texts.into_values().collect())
}
