use std::collections::{BTreeMap, HashMap};

use rollbook_domain::email::EmailKey;
use rollbook_domain::id::{CustomerId, GroupId};
use rollbook_domain::port::KnownCustomer;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Code;
use uuid::Uuid;

use crate::facts::uuids;
use crate::failure::Outcome;
use crate::row::Cells;
use crate::tables::{Tables, binds};

macro_rules! known_sql {
    ($condition:literal) => {
        concat!(
            "SELECT c.id, c.status, c.revision, p.email_key, p.code \
             FROM customer_profiles p JOIN customers c ON c.tenant_no = p.tenant_no AND c.id = p.customer_id \
             WHERE p.tenant_no = $1 AND ",
            $condition
        )
    };
}

/// Those of the emails and codes that belong to somebody, in order of id.
pub(super) async fn known_customers(
    tables: &mut Tables,
    emails: Vec<String>,
    codes: Vec<String>,
) -> Outcome<Vec<KnownCustomer>> {
    let mut known = BTreeMap::new();
    for (sql, keys) in
        [(known_sql!("p.email_key = ANY($2)"), emails), (known_sql!("p.code_key = ANY($2)"), codes)]
    {
        if !keys.is_empty() {
            let found = tables.rows("customers", sql, binds![tables.tenant_no, keys], read_known);
            known.extend(found.await?.into_iter().map(|customer| (customer.id, customer)));
        }
    }
    if known.is_empty() {
        return Ok(Vec::new());
    }
    let mut groups = groups(tables, &uuids(known.keys())).await?;
    let with_groups = |mut customer: KnownCustomer| {
        customer.groups = groups.remove(&customer.id).unwrap_or_default();
        customer
    };
    Ok(known.into_values().map(with_groups).collect())
}

fn read_known(cells: &mut Cells<'_>) -> Outcome<KnownCustomer> {
    let id = cells.id("id")?;
    let status = cells.word("status")?;
    let revision = Revision::new(cells.count("revision")?);
    cells.turn_to("customer_profiles");
    let email = EmailKey::from_stored(cells.text("email_key")?);
    let code = cells.optional_parsed("code", Code::parse)?;
    Ok(KnownCustomer { id, email, code, status, groups: Vec::new(), revision })
}

/// The groups of customers, in the order joined.
pub(super) async fn groups(
    tables: &mut Tables,
    customers: &[Uuid],
) -> Outcome<HashMap<CustomerId, Vec<GroupId>>> {
    let sql = "SELECT customer_id, group_id FROM memberships WHERE tenant_no = $1 AND customer_id = ANY($2) \
               ORDER BY customer_id, position";
    let found = tables.rows("memberships", sql, binds![tables.tenant_no, customers], |cells| {
        Ok((cells.id("customer_id")?, cells.id("group_id")?))
    });
    let mut groups: HashMap<CustomerId, Vec<GroupId>> = HashMap::new();
    for (customer, group) in found.await? {
        groups.entry(customer).or_default().push(group);
    }
    Ok(groups)
}
