use std::collections::{BTreeMap, HashMap};

use rollbook_domain::email::EmailKey;
use rollbook_domain::id::{CustomerId, GroupId};
use rollbook_domain::port::KnownCustomer;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Code;
use rusqlite::{Statement, params};

use crate::facts::hexadecimal;
use crate::failure::Outcome;
use crate::row::Cells;
use crate::store::Tables;

/// Looks each email and each code up by its index; that costs less than handing the whole set to `SQLite`.
pub(super) fn known_customers(
    tables: &Tables<'_>,
    emails: &[EmailKey],
    codes: &[Code],
) -> Outcome<Vec<KnownCustomer>> {
    let connection = &tables.reader.connection;
    let mut known = BTreeMap::new();
    let mut by_email = connection.prepare_cached(
        "SELECT c.id, c.status, c.revision, p.email_key, p.code \
         FROM customer_profiles p JOIN customers c ON c.tenant_no = p.tenant_no AND c.id = p.customer_id \
         WHERE p.tenant_no = ?1 AND p.email_key = ?2",
    )?;
    for email in emails {
        find(tables, &mut by_email, email.as_str(), &mut known)?;
    }
    let mut by_code = connection.prepare_cached(
        "SELECT c.id, c.status, c.revision, p.email_key, p.code \
         FROM customer_profiles p JOIN customers c ON c.tenant_no = p.tenant_no AND c.id = p.customer_id \
         WHERE p.tenant_no = ?1 AND p.code_key = ?2",
    )?;
    for code in codes {
        find(tables, &mut by_code, &code.folded(), &mut known)?;
    }
    let mut groups = groups(tables, known.keys())?;
    let with_groups = |mut customer: KnownCustomer| {
        customer.groups = groups.remove(&customer.id).unwrap_or_default();
        customer
    };
    Ok(known.into_values().map(with_groups).collect())
}

fn find(
    tables: &Tables<'_>,
    statement: &mut Statement<'_>,
    key: &str,
    known: &mut BTreeMap<CustomerId, KnownCustomer>,
) -> Outcome<()> {
    let mut rows = statement.query(params![tables.tenant_no, key])?;
    let Some(row) = rows.next()? else { return Ok(()) };
    let mut cells = Cells::new(row, "customers");
    let id = cells.id("id")?;
    let status = cells.word("status")?;
    let revision = Revision::new(cells.count("revision")?);
    cells.turn_to("customer_profiles");
    let email = EmailKey::from_stored(cells.text("email_key")?);
    let code = cells.optional_parsed("code", Code::parse)?;
    known.insert(id, KnownCustomer { id, email, code, status, groups: Vec::new(), revision });
    Ok(())
}

pub(super) fn groups<'a>(
    tables: &Tables<'_>,
    customers: impl Iterator<Item = &'a CustomerId>,
) -> Outcome<HashMap<CustomerId, Vec<GroupId>>> {
    let mut statement = tables.reader.connection.prepare_cached(
        "SELECT customer_id, group_id FROM memberships WHERE tenant_no = ?1 \
         AND customer_id IN (SELECT unhex(value) FROM json_each(?2)) ORDER BY customer_id, position",
    )?;
    let mut rows = statement.query(params![tables.tenant_no, hexadecimal(customers)])?;
    let mut groups: HashMap<CustomerId, Vec<GroupId>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::new(row, "memberships");
        groups.entry(cells.id("customer_id")?).or_default().push(cells.id("group_id")?);
    }
    Ok(groups)
}
