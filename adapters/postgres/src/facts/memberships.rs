use rollbook_domain::customer::Membership;
use rollbook_domain::id::CustomerId;
use uuid::Uuid;

use super::Stamps;
use crate::failure::Outcome;
use crate::tables::{Tables, binds};

/// The groups, in the order joined.
pub(crate) async fn memberships(
    tables: &mut Tables,
    customers: &[Uuid],
    stamps: &Stamps,
) -> Outcome<Vec<(CustomerId, Membership)>> {
    let sql = "SELECT customer_id, group_id, source, position, effective_at, commit_no FROM memberships \
               WHERE tenant_no = $1 AND customer_id = ANY($2) ORDER BY customer_id, position";
    let memberships = tables.rows("memberships", sql, binds![tables.tenant_no, customers], |cells| {
        let customer = cells.id("customer_id")?;
        let (group, source) = (cells.id("group_id")?, cells.word("source")?);
        Ok((customer, Membership { group, source, stamp: stamps.read(customer, cells)? }))
    });
    memberships.await
}
