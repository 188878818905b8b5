use std::collections::{BTreeMap, HashMap};

use async_trait::async_trait;
use rollbook_domain::id::{CustomerId, OrganizationId};
use rollbook_domain::organization::Organization;
use rollbook_domain::port::{
    Audience, Cursor, OrganizationReader, Page, PageRequest, PersonRow, ReadResult, StoreError,
};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Title};
use rusqlite::params;

use super::enrollment::accounts;
use super::learners::{customers, key, limit};
use super::page;
use crate::facts::{Stamps, Whom, by_customer, enrollment_facts, grants, statuses, ties};
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::{SqliteTenant, Tables};

/// How many customers' facts are read with one statement for each kind.
const CUSTOMERS_AT_ONCE: usize = 1_000;

/// Who is tied to an organization so, after a customer and at most so many.
pub(super) const TIED: &str = "SELECT customer_id FROM customer_ties \
    WHERE tenant_no = ?1 AND organization_id = ?2 AND kind = ?3 AND customer_id > ?4 ORDER BY customer_id LIMIT ?5";

/// Whose manager is that customer.
pub(super) const TEAM: &str = "SELECT customer_id FROM customer_ties \
    WHERE tenant_no = ?1 AND manager_id = ?2 AND customer_id > ?3 ORDER BY customer_id LIMIT ?4";

#[async_trait]
impl OrganizationReader for SqliteTenant {
    async fn organizations(&self) -> ReadResult<Vec<Organization>> {
        self.read(|tables| {
            let mut statement = tables.reader.connection.prepare_cached(
                "SELECT o.id, o.code, o.title, p.parent_id, o.revision FROM organizations o \
                 LEFT JOIN organization_parents p ON p.tenant_no = o.tenant_no AND p.organization_id = o.id \
                 WHERE o.tenant_no = ?1 ORDER BY o.code_key",
            )?;
            let mut rows = statement.query(params![tables.tenant_no])?;
            let mut organizations = Vec::new();
            while let Some(row) = rows.next()? {
                let cells = Cells::new(row, "organizations");
                organizations.push(Organization {
                    id: cells.id("id")?,
                    code: cells.parsed("code", Code::parse)?,
                    title: cells.parsed("title", Title::parse)?,
                    parent: cells.optional_id("parent_id")?,
                    revision: Revision::new(cells.count("revision")?),
                });
            }
            Ok(organizations)
        })
    }

    async fn people(&self, audience: &Audience, request: &PageRequest) -> ReadResult<Page<PersonRow>> {
        let after = page::after(request, |text| After::read(audience, text))?;
        let most = request.limit.max(1).saturating_add(1);
        let (rows, is_over) = self.read(|tables| {
            let mut found = listed(tables, audience, after.as_ref(), most)?;
            let is_over = found.len() < most;
            found.truncate(most - 1);
            let mut rows = Vec::with_capacity(found.len());
            for some in found.chunks(CUSTOMERS_AT_ONCE) {
                rows.extend(person_rows(tables, some)?);
            }
            Ok((rows, is_over))
        })?;
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
fn listed(
    tables: &Tables<'_>,
    audience: &Audience,
    after: Option<&After>,
    most: usize,
) -> Outcome<Vec<CustomerId>> {
    let customer = after.map(|after| &after.customer);
    match audience {
        Audience::Team(manager) => {
            customers(tables, TEAM, params![tables.tenant_no, manager.bytes(), key(customer), limit(most)])
        }
        Audience::Administrators(organization) => {
            tied(tables, *organization, "administrator", customer, most)
        }
        Audience::Members(organizations) => {
            let from = after.map_or(0, |after| after.place);
            let mut found = Vec::new();
            for (place, organization) in organizations.iter().enumerate().skip(from) {
                let customer = customer.filter(|_| place == from);
                found.extend(tied(tables, *organization, "member", customer, most - found.len())?);
                if found.len() >= most {
                    break;
                }
            }
            Ok(found)
        }
    }
}

fn tied(
    tables: &Tables<'_>,
    organization: OrganizationId,
    kind: &str,
    after: Option<&CustomerId>,
    most: usize,
) -> Outcome<Vec<CustomerId>> {
    let params = params![tables.tenant_no, organization.bytes(), kind, key(after), limit(most)];
    customers(tables, TIED, params)
}

fn person_rows(tables: &Tables<'_>, customers: &[CustomerId]) -> Outcome<Vec<PersonRow>> {
    let whom = Whom::many(customers);
    let stamps = Stamps::of(tables, &whom)?;
    let mut accounts = accounts(tables, customers)?;
    let mut statuses = by_customer(statuses(tables, &whom, &stamps)?);
    let mut ties = ties(tables, &whom, &stamps)?;
    let mut grants = by_customer(grants(tables, &whom, &stamps)?);
    let mut facts: HashMap<CustomerId, BTreeMap<_, Vec<_>>> = HashMap::new();
    for (customer, (course, fact)) in enrollment_facts(tables, &whom, &stamps)? {
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
