use std::collections::{BTreeMap, HashMap};

use async_trait::async_trait;
use rollbook_domain::id::{CustomerId, OrganizationId};
use rollbook_domain::organization::Organization;
use rollbook_domain::port::{
    Audience, Cursor, OrganizationReader, Page, PageRequest, PersonRow, ReadResult, StoreError,
};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Title};
use uuid::Uuid;

use super::enrollment::accounts;
use super::learners::customers;
use super::page;
use crate::facts::{Stamps, by_customer, enrollment_facts, grants, statuses, ties, uuids};
use crate::failure::Outcome;
use crate::row::StoredId;
use crate::store::PostgresTenant;
use crate::tables::{Tables, binds};

/// How many customers' facts are read with one statement for each kind.
const CUSTOMERS_AT_ONCE: usize = 1_000;

const ORGANIZATIONS: &str = "SELECT o.id, o.code, o.title, p.parent_id, o.revision FROM organizations o \
    LEFT JOIN organization_parents p ON p.tenant_no = o.tenant_no AND p.organization_id = o.id \
    WHERE o.tenant_no = $1 ORDER BY o.code_key";

/// Who is tied to an organization so, after a customer and at most so many.
const TIED: &str = "SELECT customer_id FROM customer_ties \
    WHERE tenant_no = $1 AND organization_id = $2 AND kind = $3 AND customer_id > $4 ORDER BY customer_id LIMIT $5";

/// Whose manager is that customer.
const TEAM: &str = "SELECT customer_id FROM customer_ties \
    WHERE tenant_no = $1 AND manager_id = $2 AND customer_id > $3 ORDER BY customer_id LIMIT $4";

#[async_trait]
impl OrganizationReader for PostgresTenant {
    async fn organizations(&self) -> ReadResult<Vec<Organization>> {
        self.read_at_once(|tables| {
            Box::pin(async move {
                let rows = tables.rows("organizations", ORGANIZATIONS, binds![tables.tenant_no], |cells| {
                    Ok(Organization {
                        id: cells.id("id")?,
                        code: cells.parsed("code", Code::parse)?,
                        title: cells.parsed("title", Title::parse)?,
                        parent: cells.optional_id("parent_id")?,
                        revision: Revision::new(cells.count("revision")?),
                    })
                });
                rows.await
            })
        })
        .await
    }

    async fn people(&self, audience: &Audience, request: &PageRequest) -> ReadResult<Page<PersonRow>> {
        let after = page::after(request, |text| After::read(audience, text))?;
        let most = request.limit.max(1).saturating_add(1);
        let wanted = audience.clone();
        let read = self.read(move |tables| {
            Box::pin(async move {
                let mut found = listed(tables, &wanted, after, most).await?;
                let is_over = found.len() < most;
                found.truncate(most - 1);
                let mut rows = Vec::with_capacity(found.len());
                for some in found.chunks(CUSTOMERS_AT_ONCE) {
                    rows.extend(person_rows(tables, some).await?);
                }
                Ok((rows, is_over))
            })
        });
        let (rows, is_over) = read.await?;
        let last = rows.last().filter(|_| !is_over);
        let next = last.map(|row| After::text(audience, row)).transpose()?;
        Ok(Page { items: rows, next: next.map(Cursor::new) })
    }
}

/// Where the page before ended: the place of the organization among those given, and the customer.
struct After {
    place: usize,
    customer: CustomerId,
}

impl After {
    fn read(audience: &Audience, text: &str) -> Option<Self> {
        let Audience::Members(organizations) = audience else {
            return Some(Self { place: 0, customer: CustomerId::parse(text).ok()? });
        };
        let (organization, customer) = text.split_once('/')?;
        let organization = OrganizationId::parse(organization).ok()?;
        let place = organizations.iter().position(|one| *one == organization)?;
        Some(Self { place, customer: CustomerId::parse(customer).ok()? })
    }

    fn text(audience: &Audience, row: &PersonRow) -> ReadResult<String> {
        let Audience::Members(_) = audience else { return Ok(row.customer.to_string()) };
        match &row.ties.organization {
            Some(tie) => Ok(format!("{}/{}", tie.to, row.customer)),
            None => Err(StoreError::Malformed(format!("{} is listed as a member and is none", row.customer))),
        }
    }
}

/// Those of the audience that follow, at most so many.
async fn listed(
    tables: &mut Tables,
    audience: &Audience,
    after: Option<After>,
    most: usize,
) -> Outcome<Vec<CustomerId>> {
    let customer = after.as_ref().map_or(Uuid::nil(), |after| after.customer.uuid());
    match audience {
        Audience::Team(manager) => {
            let binds = binds![tables.tenant_no, manager.uuid(), customer, limit(most)];
            customers(tables, TEAM, binds).await
        }
        Audience::Administrators(organization) => {
            tied(tables, *organization, "administrator", customer, most).await
        }
        Audience::Members(organizations) => {
            let from = after.as_ref().map_or(0, |after| after.place);
            let mut found = Vec::new();
            for (place, organization) in organizations.iter().enumerate().skip(from) {
                let customer = if place == from { customer } else { Uuid::nil() };
                let some = tied(tables, *organization, "member", customer, most - found.len()).await?;
                found.extend(some);
                if found.len() >= most {
                    break;
                }
            }
            Ok(found)
        }
    }
}

async fn tied(
    tables: &mut Tables,
    organization: OrganizationId,
    kind: &str,
    after: Uuid,
    most: usize,
) -> Outcome<Vec<CustomerId>> {
    let binds = binds![tables.tenant_no, organization.uuid(), kind, after, limit(most)];
    customers(tables, TIED, binds).await
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

async fn person_rows(tables: &mut Tables, customers: &[CustomerId]) -> Outcome<Vec<PersonRow>> {
    let whom = uuids(customers);
    let stamps = Stamps::of(tables, &whom).await?;
    let mut accounts = accounts(tables, customers).await?;
    let mut statuses = by_customer(statuses(tables, &whom, &stamps).await?);
    let mut ties = ties(tables, &whom, &stamps).await?;
    let mut grants = by_customer(grants(tables, &whom, &stamps).await?);
    let mut facts: HashMap<CustomerId, BTreeMap<_, Vec<_>>> = HashMap::new();
    for (customer, (course, fact)) in enrollment_facts(tables, &whom, &stamps).await? {
        facts.entry(customer).or_default().entry(course).or_default().push(fact);
    }
    let row = |customer: &CustomerId| {
        let (revision, profile) = accounts.remove(customer)?;
        Some(PersonRow {
            customer: *customer,
            revision,
            profile,
            statuses: statuses.remove(customer).unwrap_or_default(),
            ties: ties.remove(customer).unwrap_or_default(),
            grants: grants.remove(customer).unwrap_or_default(),
            enrollments: facts.remove(customer).unwrap_or_default(),
        })
    };
    Ok(customers.iter().filter_map(row).collect())
}
