use rollbook_domain::customer::AccountLink;
use rollbook_domain::id::CustomerId;
use rollbook_domain::secret::LinkHash;
use uuid::Uuid;

use super::Stamps;
use crate::failure::Outcome;
use crate::tables::{Tables, binds};

/// The links made for customers, in the order written.
pub(crate) async fn account_links(
    tables: &mut Tables,
    customers: &[Uuid],
    stamps: &Stamps,
) -> Outcome<Vec<(CustomerId, AccountLink)>> {
    let sql = "SELECT customer_id, purpose, hash, expires_at, is_ended, position, effective_at, commit_no \
               FROM account_links WHERE tenant_no = $1 AND customer_id = ANY($2) ORDER BY customer_id, position";
    let links = tables.rows("account_links", sql, binds![tables.tenant_no, customers], |cells| {
        let customer = cells.id("customer_id")?;
        let link = AccountLink {
            purpose: cells.word("purpose")?,
            hash: LinkHash::from_stored(cells.hash("hash")?),
            expires_at: cells.instant("expires_at")?,
            is_ended: cells.is_set("is_ended")?,
            stamp: stamps.read(customer, cells)?,
        };
        Ok((customer, link))
    });
    links.await
}
