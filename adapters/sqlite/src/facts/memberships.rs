use rollbook_domain::customer::Membership;
use rollbook_domain::id::CustomerId;

use super::{Kept, Stamps, Whom, of_customers, rows};
use crate::failure::Outcome;
use crate::store::Tables;

/// The groups, in the order joined.
pub(crate) fn memberships(
    tables: &Tables<'_>,
    whom: &Whom,
    stamps: &Stamps<'_>,
) -> Outcome<Vec<(CustomerId, Membership)>> {
    let sql = of_customers!(
        "SELECT customer_id, group_id, source, position, effective_at, commit_no FROM memberships \
         WHERE tenant_no = ?1 AND customer_id",
        "position",
        "ORDER BY customer_id, position"
    );
    rows(tables, whom, sql, ("memberships", Kept::ALWAYS), |cells| {
        let customer = cells.id("customer_id")?;
        let (group, source) = (cells.id("group_id")?, cells.word("source")?);
        Ok((customer, Membership { group, source, stamp: stamps.read(customer, cells)? }))
    })
}
