use std::collections::BTreeMap;

use async_trait::async_trait;
use rollbook_domain::customer::{Customer, Identity, PasswordState};
use rollbook_domain::email::EmailKey;
use rollbook_domain::id::{CourseId, CustomerId};
use rollbook_domain::port::{
    CustomerKey, CustomerQuery, CustomerReader, CustomerSummary, KnownCustomer, Page, PageRequest, ReadResult,
};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::secret::{LinkHash, PasswordHash};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Code;

use super::{customer_list, known};
use crate::facts::{
    Stamps, account_links, alone, enrollment_facts, grants, memberships, orders_of, pools_placed_by, statuses,
};
use crate::failure::Outcome;
use crate::row::{Cells, StoredId, profile_columns, read_profile};
use crate::store::PostgresTenant;
use crate::tables::{Tables, binds};

#[async_trait]
impl CustomerReader for PostgresTenant {
    async fn find_customer(&self, key: &CustomerKey) -> ReadResult<Option<CustomerRecord>> {
        let key = key.clone();
        self.read(move |tables| {
            Box::pin(async move {
                match find_id(tables, &key).await? {
                    Some(id) => record(tables, id).await,
                    None => Ok(None),
                }
            })
        })
        .await
    }

    async fn known_customers(&self, emails: &[EmailKey], codes: &[Code]) -> ReadResult<Vec<KnownCustomer>> {
        let emails = emails.iter().map(|email| email.as_str().to_owned()).collect();
        let codes = codes.iter().map(Code::folded).collect();
        self.read(move |tables| Box::pin(known::known_customers(tables, emails, codes))).await
    }

    async fn list_customers(
        &self,
        query: &CustomerQuery,
        page: &PageRequest,
    ) -> ReadResult<Page<CustomerSummary>> {
        customer_list::list_customers(self, query, page).await
    }

    async fn find_account_link(&self, link: &LinkHash) -> ReadResult<Option<CustomerId>> {
        let hash = *link.as_bytes();
        self.read_at_once(move |tables| {
            Box::pin(async move {
                let sql = "SELECT customer_id FROM account_links WHERE tenant_no = $1 AND hash = $2";
                let binds = binds![tables.tenant_no, &hash[..]];
                tables.row("account_links", sql, binds, |cells| cells.id("customer_id")).await
            })
        })
        .await
    }

    async fn password_hash(&self, customer: CustomerId) -> ReadResult<Option<PasswordHash>> {
        self.read_at_once(move |tables| {
            Box::pin(async move {
                let sql = "SELECT hash FROM customer_passwords WHERE tenant_no = $1 AND customer_id = $2";
                let binds = binds![tables.tenant_no, customer.uuid()];
                let hash =
                    tables.row("customer_passwords", sql, binds, |cells| Ok(cells.text("hash")?.to_owned()));
                Ok(hash.await?.map(PasswordHash::from_stored))
            })
        })
        .await
    }
}

/// The id behind a key; an id is taken as it is, whether it exists or not.
async fn find_id(tables: &mut Tables, key: &CustomerKey) -> Outcome<Option<CustomerId>> {
    let (sql, value) = match key {
        CustomerKey::Id(id) => return Ok(Some(*id)),
        CustomerKey::Email(email) => (
            "SELECT customer_id FROM customer_profiles WHERE tenant_no = $1 AND email_key = $2",
            email.as_str().to_owned(),
        ),
        CustomerKey::Code(code) => (
            "SELECT customer_id FROM customer_profiles WHERE tenant_no = $1 AND code_key = $2",
            code.folded(),
        ),
    };
    let binds = binds![tables.tenant_no, value];
    tables.row("customer_profiles", sql, binds, |cells| cells.id("customer_id")).await
}

/// Reads what is known of a password: three cells.
pub(super) fn read_password(cells: &Cells<'_>) -> Outcome<PasswordState> {
    Ok(PasswordState {
        set_at: cells.optional_instant("password_set_at")?,
        must_change_since: cells.optional_instant("password_must_change_since")?,
        expires_after_days: cells.optional_small("password_expires_after_days")?,
    })
}

async fn record(tables: &mut Tables, id: CustomerId) -> Outcome<Option<CustomerRecord>> {
    let Some((mut customer, revision)) = account(tables, id).await? else { return Ok(None) };
    let whom = [id.uuid()];
    let stamps = Stamps::of(tables, &whom).await?;
    customer.statuses = alone(statuses(tables, &whom, &stamps).await?);
    customer.memberships = alone(memberships(tables, &whom, &stamps).await?);
    customer.links = alone(account_links(tables, &whom, &stamps).await?);
    let mut enrollments: BTreeMap<CourseId, Vec<_>> = BTreeMap::new();
    for (course, fact) in alone(enrollment_facts(tables, &whom, &stamps).await?) {
        enrollments.entry(course).or_default().push(fact);
    }
    let orders = orders_of(tables, id, &stamps).await?;
    let grants = alone(grants(tables, &whom, &stamps).await?);
    let pools = alone(pools_placed_by(tables, &whom, &stamps).await?);
    Ok(Some(CustomerRecord { customer, orders, grants, enrollments, pools, revision }))
}

/// The account without its statuses, groups and links.
async fn account(tables: &mut Tables, id: CustomerId) -> Outcome<Option<(Customer, Revision)>> {
    let sql = concat!(
        "SELECT c.id, c.revision, c.created_at, c.origin, c.is_tax_exempt, c.password_set_at, \
         c.password_must_change_since, c.password_expires_after_days, c.erased_at, ",
        profile_columns!(),
        " FROM customers c LEFT JOIN customer_profiles p ON p.tenant_no = c.tenant_no AND p.customer_id = c.id \
         WHERE c.tenant_no = $1 AND c.id = $2"
    );
    tables.row("customers", sql, binds![tables.tenant_no, id.uuid()], read_account).await
}

fn read_account(cells: &mut Cells<'_>) -> Outcome<(Customer, Revision)> {
    let id = cells.id("id")?;
    let revision = Revision::new(cells.count("revision")?);
    let created_at = cells.instant("created_at")?;
    let origin = cells.word("origin")?;
    let is_tax_exempt = cells.is_set("is_tax_exempt")?;
    let password = read_password(cells)?;
    let erased_at = cells.optional_instant("erased_at")?;
    let identity = match (read_profile(cells)?, erased_at) {
        (Some(profile), _) => Identity::Known(Box::new(profile)),
        (None, Some(at)) => Identity::Erased { at },
        (None, None) => return Err(cells.corrupt("erased_at", "there is neither a profile nor an erasure")),
    };
    let (statuses, memberships, links) = (Vec::new(), Vec::new(), Vec::new());
    let customer =
        Customer { id, created_at, origin, identity, statuses, password, is_tax_exempt, memberships, links };
    Ok((customer, revision))
}
