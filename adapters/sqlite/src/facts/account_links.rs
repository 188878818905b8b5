use rollbook_domain::customer::AccountLink;
use rollbook_domain::id::CustomerId;
use rollbook_domain::secret::LinkHash;

use super::{Kept, Stamps, Whom, of_customers, rows};
use crate::failure::Outcome;
use crate::store::Tables;

/// The links made for customers, in the order written.
pub(crate) fn account_links(
    tables: &Tables<'_>,
    whom: &Whom,
    stamps: &Stamps<'_>,
) -> Outcome<Vec<(CustomerId, AccountLink)>> {
    let sql = of_customers!(
        "SELECT customer_id, purpose, hash, expires_at, is_ended, position, effective_at, commit_no \
         FROM account_links WHERE tenant_no = ?1 AND customer_id",
        "position",
        "ORDER BY customer_id, position"
    );
    rows(tables, whom, sql, ("account_links", Kept::ALWAYS), |cells| {
        let customer = cells.id("customer_id")?;
        let link = AccountLink {
            purpose: cells.word("purpose")?,
            hash: LinkHash::from_stored(cells.hash("hash")?),
            expires_at: cells.instant("expires_at")?,
            is_ended: cells.is_set("is_ended")?,
            stamp: stamps.read(customer, cells)?,
        };
        Ok((customer, link))
    })
}
