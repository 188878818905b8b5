use async_trait::async_trait;
use rollbook_domain::id::{CustomerId, OrganizationId};
use rollbook_domain::organization::Organization;
use rollbook_domain::port::{Audience, OrganizationReader, Page, PageRequest, PersonRow, ReadResult};
use rollbook_domain::record::CustomerRecord;

use crate::page;
use crate::store::MemoryTenant;

#[async_trait]
impl OrganizationReader for MemoryTenant {
    async fn organizations(&self) -> ReadResult<Vec<Organization>> {
        let mut organizations: Vec<Organization> = self.read().organizations.values().cloned().collect();
        organizations.sort_by_cached_key(|one| one.code.folded());
        Ok(organizations)
    }

    async fn people(&self, audience: &Audience, page: &PageRequest) -> ReadResult<Page<PersonRow>> {
        let after = page::after(page, |text| place_of(audience, text))?;
        let ledger = self.read();
        let mut placed: Vec<((usize, CustomerId), &CustomerRecord)> =
            ledger.customers.values().filter_map(|record| Some((place(audience, record)?, record))).collect();
        placed.retain(|(place, _)| after.is_none_or(|after| after < *place));
        placed.sort_by_key(|(place, _)| *place);
        let rows = placed.into_iter().map(|(_, record)| PersonRow::of(&ledger.following(record)));
        Ok(page::cut(rows, page, |row| match audience {
            Audience::Members(_) => {
                let organization = row.ties.organization.as_ref().map(|tie| tie.to.to_string());
                format!("{}/{}", organization.unwrap_or_default(), row.customer)
            }
            _ => row.customer.to_string(),
        }))
    }
}

/// Where the customer stands in the list: by the place of the organization, if there are several, and by id.
fn place(audience: &Audience, record: &CustomerRecord) -> Option<(usize, CustomerId)> {
    let at = match audience {
        Audience::Members(organizations) => {
            organizations.iter().position(|one| record.customer.ties.is_in(*one))?
        }
        other => other.has(record).then_some(0)?,
    };
    Some((at, record.customer.id))
}

fn place_of(audience: &Audience, text: &str) -> Option<(usize, CustomerId)> {
    let Audience::Members(organizations) = audience else {
        return Some((0, CustomerId::parse(text).ok()?));
    };
    let (organization, customer) = text.split_once('/')?;
    let organization = OrganizationId::parse(organization).ok()?;
    let at = organizations.iter().position(|one| *one == organization)?;
    Some((at, CustomerId::parse(customer).ok()?))
}
