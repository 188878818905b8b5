use std::collections::HashMap;

use rollbook_domain::customer::{Tie, Ties};
use rollbook_domain::id::{CustomerId, OrganizationId};
use rollbook_domain::stamp::Stamp;
use uuid::Uuid;

use super::Stamps;
use crate::failure::Outcome;
use crate::row::Cells;
use crate::tables::{Tables, binds};

/// What ties customers to organizations and to one another.
pub(crate) async fn ties(
    tables: &mut Tables,
    customers: &[Uuid],
    stamps: &Stamps,
) -> Outcome<HashMap<CustomerId, Ties>> {
    let sql = "SELECT customer_id, kind, organization_id, manager_id, position, effective_at, commit_no \
               FROM customer_ties WHERE tenant_no = $1 AND customer_id = ANY($2) ORDER BY customer_id, position";
    let mut found: HashMap<CustomerId, Ties> = HashMap::new();
    let read = tables.rows("customer_ties", sql, binds![tables.tenant_no, customers], |cells| {
        let customer = cells.id("customer_id")?;
        let kind = cells.text("kind")?;
        let organization = cells.optional_id("organization_id")?;
        let manager = cells.optional_id("manager_id")?;
        let stamp = stamps.read(customer, cells)?;
        add_tie(found.entry(customer).or_default(), cells, (kind, organization, manager), stamp)
    });
    read.await?;
    Ok(found)
}

/// Puts a tie where its kind belongs.
pub(crate) fn add_tie(
    ties: &mut Ties,
    cells: &Cells<'_>,
    (kind, organization, manager): (&str, Option<OrganizationId>, Option<CustomerId>),
    stamp: Stamp,
) -> Outcome<()> {
    match (kind, organization, manager) {
        ("member", Some(to), None) => ties.organization = Some(Tie { to, stamp }),
        ("administrator", Some(to), None) => ties.administered.push(Tie { to, stamp }),
        ("manager", None, Some(to)) => ties.manager = Some(Tie { to, stamp }),
        _ => return Err(cells.corrupt("kind", format_args!("`{kind}` does not go with whom it ties to"))),
    }
    Ok(())
}
