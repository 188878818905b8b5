use std::mem::discriminant;
use std::ops::RangeInclusive;
use std::sync::Arc;

use async_trait::async_trait;
use rollbook_domain::customer::PasswordState;
use rollbook_domain::email::{EmailAddress, EmailKey};
use rollbook_domain::id::CustomerId;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    CustomerKey, CustomerQuery, CustomerReader, CustomerSummary, FormerEmail, KnownCustomer, Page,
    PageRequest, ReadResult,
};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::secret::{LinkHash, PasswordHash};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Code;

use super::{customer_list, known, page, record};
use crate::facts::OWN_ADDRESSES;
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::PostgresTenant;
use crate::tables::binds;

#[async_trait]
impl CustomerReader for PostgresTenant {
    async fn find_customer(&self, key: &CustomerKey) -> ReadResult<Option<CustomerRecord>> {
        let (link, of) = (Arc::clone(&self.parts.link), (self.id.clone(), discriminant(key)));
        let key = key.clone();
        let found = self.parts.engine.run_here(async move {
            link.read_together(&link.together.customers, of, key, |tables, keys| {
                let keys = keys.to_vec();
                Box::pin(async move { record::find_records(tables, &keys).await })
            })
            .await
        });
        found.await
    }

    async fn customer_part(
        &self,
        key: &CustomerKey,
        places: RangeInclusive<Revision>,
    ) -> ReadResult<Option<CustomerRecord>> {
        let (key, places) = (key.clone(), page::bounds(&places));
        self.read_at_once(move |tables| {
            let key = key.clone();
            Box::pin(async move { record::find_part(tables, &key, places).await })
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

    async fn former_emails(&self, customer: CustomerId) -> ReadResult<Vec<FormerEmail>> {
        self.read_at_once(move |tables| {
            Box::pin(async move {
                let sql = "SELECT email, email_key, effective_at FROM former_emails \
                           WHERE tenant_no = $1 AND customer_id = $2 ORDER BY position";
                let binds = binds![tables.tenant_no, customer.uuid()];
                let former = |cells: &mut Cells<'_>| {
                    let email = EmailAddress::from_stored(cells.text("email")?, cells.text("email_key")?);
                    let email = Personal::new(email);
                    Ok(FormerEmail { email, given_up_at: cells.instant("effective_at")? })
                };
                tables.rows("former_emails", sql, binds, former).await
            })
        })
        .await
    }

    async fn own_addresses(&self, customer: CustomerId) -> ReadResult<Vec<EmailKey>> {
        self.read_at_once(move |tables| {
            Box::pin(async move {
                let binds = binds![tables.tenant_no, customer.uuid()];
                let key = |cells: &mut Cells<'_>| Ok(EmailKey::from_stored(cells.text("address_key")?));
                tables.rows("customer_profiles", OWN_ADDRESSES, binds, key).await
            })
        })
        .await
    }
}

/// Reads what is known of a password: three cells.
pub(super) fn read_password(cells: &Cells<'_>) -> Outcome<PasswordState> {
    Ok(PasswordState {
        set_at: cells.optional_instant("password_set_at")?,
        must_change_since: cells.optional_instant("password_must_change_since")?,
        expires_after_days: cells.optional_small("password_expires_after_days")?,
    })
}
