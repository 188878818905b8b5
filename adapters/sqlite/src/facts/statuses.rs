use rollbook_domain::customer::{Status, StatusChange, StatusWord};
use rollbook_domain::id::CustomerId;

use super::{Kept, Stamps, Whom, of_customers, rows};
use crate::failure::Outcome;
use crate::store::Tables;

/// Every change of status, in the order written.
pub(crate) fn statuses(
    tables: &Tables<'_>,
    whom: &Whom,
    stamps: &Stamps<'_>,
) -> Outcome<Vec<(CustomerId, StatusChange)>> {
    let sql = of_customers!(
        "SELECT customer_id, status, locked_by, position, effective_at, commit_no FROM customer_statuses \
         WHERE tenant_no = ?1 AND customer_id",
        "position",
        "ORDER BY customer_id, position"
    );
    rows(tables, whom, sql, ("customer_statuses", Kept::STATUSES), |cells| {
        let customer = cells.id("customer_id")?;
        let word = cells.word("status")?;
        let automatic = cells.optional_text("locked_by")?.map(str::to_owned);
        let status = match word {
            StatusWord::Active => Status::Active,
            StatusWord::Inactive => Status::Inactive,
            StatusWord::Locked => Status::Locked { automatic },
        };
        Ok((customer, StatusChange { status, stamp: stamps.read(customer, cells)? }))
    })
}
