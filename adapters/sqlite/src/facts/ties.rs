use std::collections::HashMap;

use rollbook_domain::customer::{Tie, Ties};
use rollbook_domain::id::CustomerId;

use super::{Kept, Stamps, Whom, of_customers, rows};
use crate::failure::Outcome;
use crate::store::Tables;

/// What ties customers to organizations and to one another.
pub(crate) fn ties(
    tables: &Tables<'_>,
    whom: &Whom,
    stamps: &Stamps<'_>,
) -> Outcome<HashMap<CustomerId, Ties>> {
    let sql = of_customers!(
        "SELECT customer_id, kind, organization_id, manager_id, position, effective_at, commit_no FROM customer_ties \
         WHERE tenant_no = ?1 AND customer_id",
        "position",
        "ORDER BY customer_id, position"
    );
    let mut found: HashMap<CustomerId, Ties> = HashMap::new();
    rows(tables, whom, sql, ("customer_ties", Kept::ALWAYS), |cells| {
        let customer = cells.id("customer_id")?;
        let kind = cells.text("kind")?;
        let organization = cells.optional_id("organization_id")?;
        let manager = cells.optional_id("manager_id")?;
        let of_customer = found.entry(customer).or_default();
        let stamp = stamps.read(customer, cells)?;
        match (kind, organization, manager) {
            ("member", Some(to), None) => of_customer.organization = Some(Tie { to, stamp }),
            ("administrator", Some(to), None) => of_customer.administered.push(Tie { to, stamp }),
            ("manager", None, Some(to)) => of_customer.manager = Some(Tie { to, stamp }),
            _ => return Err(cells.corrupt("kind", format_args!("`{kind}` does not go with whom it ties to"))),
        }
        Ok(())
    })?;
    Ok(found)
}
