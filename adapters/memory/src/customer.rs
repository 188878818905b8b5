use std::collections::BTreeMap;
use std::ops::{Bound, RangeInclusive};

use async_trait::async_trait;
use rollbook_domain::customer::{Identity, StatusWord};
use rollbook_domain::email::EmailKey;
use rollbook_domain::event::StreamId;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{
    CustomerKey, CustomerQuery, CustomerReader, CustomerSummary, FormerEmail, KnownCustomer, Page,
    PageRequest, ReadResult,
};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::secret::{LinkHash, PasswordHash};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Code;

use crate::page;
use crate::store::MemoryTenant;
use crate::unique::account_link;

#[async_trait]
impl CustomerReader for MemoryTenant {
    async fn find_customer(&self, key: &CustomerKey) -> ReadResult<Option<CustomerRecord>> {
        let ledger = self.read();
        Ok(ledger.find(key).map(|record| ledger.following(record).into_owned()))
    }

    async fn customer_part(
        &self,
        key: &CustomerKey,
        places: RangeInclusive<Revision>,
    ) -> ReadResult<Option<CustomerRecord>> {
        let ledger = self.read();
        Ok(ledger.find(key).map(|record| ledger.following(record).into_owned().part(&places)))
    }

    async fn known_customers(&self, emails: &[EmailKey], codes: &[Code]) -> ReadResult<Vec<KnownCustomer>> {
        let ledger = self.read();
        let emails = emails.iter().map(|email| CustomerKey::Email(email.clone()));
        let codes = codes.iter().map(|code| CustomerKey::Code(code.clone()));
        let holders = emails.chain(codes).filter_map(|key| ledger.find(&key));
        let by_id: BTreeMap<_, _> = holders.map(|record| (record.customer.id, record)).collect();
        Ok(by_id.into_values().filter_map(known).collect())
    }

    async fn list_customers(
        &self,
        query: &CustomerQuery,
        page: &PageRequest,
    ) -> ReadResult<Page<CustomerSummary>> {
        let after = page::after(page, |text| CustomerId::parse(text).ok())?;
        let ledger = self.read();
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let wanted = ledger.customers.range((from, Bound::Unbounded)).map(|(_, record)| record);
        let wanted = wanted.filter(|record| query.matches(record)).map(summary);
        Ok(page::cut(wanted, page, |summary| summary.id))
    }

    async fn find_account_link(&self, link: &LinkHash) -> ReadResult<Option<CustomerId>> {
        let holder = self.read().unique.holder_of(&account_link(link));
        Ok(holder.and_then(|stream| match stream {
            StreamId::Customer(id) => Some(id),
            _ => None,
        }))
    }

    async fn password_hash(&self, customer: CustomerId) -> ReadResult<Option<PasswordHash>> {
        Ok(self.read().passwords.get(&customer).cloned())
    }

    async fn former_emails(&self, customer: CustomerId) -> ReadResult<Vec<FormerEmail>> {
        Ok(self.read().former_emails.get(&customer).cloned().unwrap_or_default())
    }

    async fn own_addresses(&self, customer: CustomerId) -> ReadResult<Vec<EmailKey>> {
        Ok(self.read().addresses_of(customer).into_iter().collect())
    }
}

pub(crate) fn status(record: &CustomerRecord) -> StatusWord {
    record.customer.statuses.last().map_or(StatusWord::Active, |change| change.status.word())
}

pub(crate) fn known(record: &CustomerRecord) -> Option<KnownCustomer> {
    let profile = record.customer.profile()?;
    Some(KnownCustomer {
        id: record.customer.id,
        email: profile.email.key(),
        code: profile.code.clone(),
        status: status(record),
        groups: record.customer.memberships.iter().map(|membership| membership.group).collect(),
        revision: record.revision,
    })
}

fn summary(record: &CustomerRecord) -> CustomerSummary {
    let customer = &record.customer;
    let profile = match &customer.identity {
        Identity::Known(profile) => Some((**profile).clone()),
        Identity::Erased { .. } => None,
    };
    CustomerSummary {
        id: customer.id,
        profile,
        status: status(record),
        origin: customer.origin,
        created_at: customer.created_at,
        revision: record.revision,
    }
}
