use rollbook_domain::customer::{Status, StatusChange, StatusWord};
use rollbook_domain::id::CustomerId;
use uuid::Uuid;

use super::Stamps;
use crate::failure::Outcome;
use crate::row::Cells;
use crate::tables::{Tables, binds};

/// Every change of status, in the order written.
pub(crate) async fn statuses(
    tables: &mut Tables,
    customers: &[Uuid],
    stamps: &Stamps,
) -> Outcome<Vec<(CustomerId, StatusChange)>> {
    let sql = "SELECT customer_id, status, locked_by, position, effective_at, commit_no FROM customer_statuses \
               WHERE tenant_no = $1 AND customer_id = ANY($2) ORDER BY customer_id, position";
    let statuses = tables.rows("customer_statuses", sql, binds![tables.tenant_no, customers], |cells| {
        let customer = cells.id("customer_id")?;
        let status = read_status(cells)?;
        Ok((customer, StatusChange { status, stamp: stamps.read(customer, cells)? }))
    });
    statuses.await
}

/// Reads the cells `status` and `locked_by`.
pub(crate) fn read_status(cells: &Cells<'_>) -> Outcome<Status> {
    let word = cells.word("status")?;
    let automatic = cells.optional_text("locked_by")?.map(str::to_owned);
    Ok(match word {
        StatusWord::Active => Status::Active,
        StatusWord::Inactive => Status::Inactive,
        StatusWord::Locked => Status::Locked { automatic },
    })
}
