use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use async_trait::async_trait;
use rollbook_domain::customer::{Customer, Identity, PasswordState, Ties};
use rollbook_domain::email::{EmailAddress, EmailKey};
use rollbook_domain::id::{CourseId, CustomerId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    CustomerKey, CustomerQuery, CustomerReader, CustomerSummary, FormerEmail, KnownCustomer, Page,
    PageRequest, ReadResult,
};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::secret::{LinkHash, PasswordHash};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Code;
use rusqlite::{OptionalExtension, params};

use super::page::bounds;
use super::{customer_list, known};
use crate::facts::{
    Kept, OWN_ADDRESSES, Stamps, Whom, account_links, alone, enrollment_facts, grants, memberships,
    orders_of, pools_placed_by, statuses, ties,
};
use crate::failure::Outcome;
use crate::row::{Cells, StoredId, profile_columns, read_profile};
use crate::store::{SqliteTenant, Tables};

#[async_trait]
impl CustomerReader for SqliteTenant {
    async fn find_customer(&self, key: &CustomerKey) -> ReadResult<Option<CustomerRecord>> {
        self.read(|tables| match find_id(tables, key)? {
            Some(id) => record(tables, id, None),
            None => Ok(None),
        })
    }

    async fn customer_part(
        &self,
        key: &CustomerKey,
        places: RangeInclusive<Revision>,
    ) -> ReadResult<Option<CustomerRecord>> {
        self.read(|tables| match find_id(tables, key)? {
            Some(id) => record(tables, id, Some(bounds(&places))),
            None => Ok(None),
        })
    }

    async fn known_customers(&self, emails: &[EmailKey], codes: &[Code]) -> ReadResult<Vec<KnownCustomer>> {
        self.read(|tables| known::known_customers(tables, emails, codes))
    }

    async fn list_customers(
        &self,
        query: &CustomerQuery,
        page: &PageRequest,
    ) -> ReadResult<Page<CustomerSummary>> {
        customer_list::list_customers(self, query, page)
    }

    async fn find_account_link(&self, link: &LinkHash) -> ReadResult<Option<CustomerId>> {
        self.read(|tables| {
            let mut statement = tables
                .reader
                .connection
                .prepare_cached("SELECT customer_id FROM account_links WHERE tenant_no = ?1 AND hash = ?2")?;
            let mut rows = statement.query(params![tables.tenant_no, link.as_bytes()])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            Ok(Some(Cells::new(row, "account_links").id("customer_id")?))
        })
    }

    async fn password_hash(&self, customer: CustomerId) -> ReadResult<Option<PasswordHash>> {
        self.read(|tables| {
            let hash: Option<String> = tables
                .reader
                .connection
                .prepare_cached(
                    "SELECT hash FROM customer_passwords WHERE tenant_no = ?1 AND customer_id = ?2",
                )?
                .query_row(params![tables.tenant_no, customer.bytes()], |row| row.get(0))
                .optional()?;
            Ok(hash.map(PasswordHash::from_stored))
        })
    }

    async fn former_emails(&self, customer: CustomerId) -> ReadResult<Vec<FormerEmail>> {
        let sql = "SELECT email, email_key, effective_at FROM former_emails \
                   WHERE tenant_no = ?1 AND customer_id = ?2 ORDER BY position";
        self.read(|tables| {
            let mut statement = tables.reader.connection.prepare_cached(sql)?;
            let mut rows = statement.query(params![tables.tenant_no, customer.bytes()])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let cells = Cells::new(row, "former_emails");
                let email = EmailAddress::from_stored(cells.text("email")?, cells.text("email_key")?);
                let email = Personal::new(email);
                found.push(FormerEmail { email, given_up_at: cells.instant("effective_at")? });
            }
            Ok(found)
        })
    }

    async fn own_addresses(&self, customer: CustomerId) -> ReadResult<Vec<EmailKey>> {
        self.read(|tables| {
            let mut statement = tables.reader.connection.prepare_cached(OWN_ADDRESSES)?;
            let keys = statement.query_map(params![tables.tenant_no, customer.bytes()], |row| {
                row.get::<_, String>("address_key").map(EmailKey::from_stored)
            })?;
            Ok(keys.collect::<rusqlite::Result<_>>()?)
        })
    }
}

/// The id behind a key; an id is taken as it is, whether it exists or not.
pub(super) fn find_id(tables: &Tables<'_>, key: &CustomerKey) -> Outcome<Option<CustomerId>> {
    let connection = &tables.reader.connection;
    let (sql, value) = match key {
        CustomerKey::Id(id) => return Ok(Some(*id)),
        CustomerKey::Email(email) => (
            "SELECT customer_id FROM customer_profiles WHERE tenant_no = ?1 AND email_key = ?2",
            email.as_str().to_owned(),
        ),
        CustomerKey::Code(code) => (
            "SELECT customer_id FROM customer_profiles WHERE tenant_no = ?1 AND code_key = ?2",
            code.folded(),
        ),
    };
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![tables.tenant_no, value])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(Cells::new(row, "customer_profiles").id("customer_id")?))
}

/// Reads what is known of a password: three cells.
pub(super) fn read_password(cells: &Cells<'_>) -> Outcome<PasswordState> {
    Ok(PasswordState {
        set_at: cells.optional_instant("password_set_at")?,
        must_change_since: cells.optional_instant("password_must_change_since")?,
        expires_after_days: cells.optional_small("password_expires_after_days")?,
    })
}

/// The record, whole or as far as it was written at some places of the stream.
fn record(tables: &Tables<'_>, id: CustomerId, places: Option<[i64; 2]>) -> Outcome<Option<CustomerRecord>> {
    let Some((mut customer, revision, kept)) = account(tables, id)? else { return Ok(None) };
    let whom = places.map_or(Whom::One(id, kept), |places| Whom::Part(id, kept, places));
    let stamps = Stamps::of(tables, &whom)?;
    customer.statuses = alone(statuses(tables, &whom, &stamps)?);
    customer.memberships = alone(memberships(tables, &whom, &stamps)?);
    customer.ties = ties(tables, &whom, &stamps)?.remove(&id).unwrap_or_default();
    customer.links = alone(account_links(tables, &whom, &stamps)?);
    let mut enrollments: BTreeMap<CourseId, Vec<_>> = BTreeMap::new();
    for (course, fact) in alone(enrollment_facts(tables, &whom, &stamps)?) {
        enrollments.entry(course).or_default().push(fact);
    }
    let orders = orders_of(tables, id, places.unwrap_or([0, i64::MAX]), &stamps)?;
    let grants = alone(grants(tables, &whom, &stamps)?);
    let pools = alone(pools_placed_by(tables, &whom, &stamps)?);
    Ok(Some(CustomerRecord { customer, orders, grants, enrollments, pools, revision }))
}

/// The account without its statuses, groups and links, and what else there is of it.
fn account(tables: &Tables<'_>, id: CustomerId) -> Outcome<Option<(Customer, Revision, Kept)>> {
    let mut statement = tables.reader.connection.prepare_cached(concat!(
        "SELECT c.id, c.revision, c.created_at, c.origin, c.is_tax_exempt, c.password_set_at, \
         c.password_must_change_since, c.password_expires_after_days, c.kept, c.erased_at, ",
        profile_columns!(),
        " FROM customers c LEFT JOIN customer_profiles p ON p.tenant_no = c.tenant_no AND p.customer_id = c.id \
         WHERE c.tenant_no = ?1 AND c.id = ?2 AND c.deleted_at IS NULL"
    ))?;
    let mut rows = statement.query(params![tables.tenant_no, id.bytes()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let mut cells = Cells::new(row, "customers");
    let id = cells.id("id")?;
    let revision = Revision::new(cells.count("revision")?);
    let created_at = cells.instant("created_at")?;
    let origin = cells.word("origin")?;
    let is_tax_exempt = cells.is_set("is_tax_exempt")?;
    let password = read_password(&cells)?;
    let kept = Kept(cells.integer("kept")?);
    let erased_at = cells.optional_instant("erased_at")?;
    let identity = match (read_profile(&mut cells)?, erased_at) {
        (Some(profile), _) => Identity::Known(Box::new(profile)),
        (None, Some(at)) => Identity::Erased { at },
        (None, None) => return Err(cells.corrupt("erased_at", "there is neither a profile nor an erasure")),
    };
    let customer = Customer {
        id,
        created_at,
        origin,
        identity,
        statuses: Vec::new(),
        password,
        is_tax_exempt,
        memberships: Vec::new(),
        ties: Ties::default(),
        links: Vec::new(),
    };
    Ok(Some((customer, revision, kept)))
}
