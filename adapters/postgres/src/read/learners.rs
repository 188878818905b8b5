//! Whose enrollments stand on a page.

use std::collections::BTreeSet;

use rollbook_domain::id::{CustomerId, GroupId, ProductId};
use rollbook_domain::port::EnrollmentQuery;
use uuid::Uuid;

use crate::facts::uuids;
use crate::failure::Outcome;
use crate::row::StoredId;
use crate::tables::{Binds, Tables, binds};

/// How many members of a group are looked at in one statement.
const MOST_MEMBERS_AT_ONCE: i64 = 10_000;

/// Those of some customers who are in a group and hold a product; each is looked up, however many others there are.
pub(super) const CHOSEN: &str = "SELECT c.id FROM unnest($2::uuid[]) AS c (id) \
    CROSS JOIN LATERAL ( \
        SELECT 1 FROM grants WHERE tenant_no = $1 AND product_id = ANY($3) AND customer_id = c.id LIMIT 1 \
    ) AS held \
    WHERE $4::uuid IS NULL OR EXISTS ( \
        SELECT 1 FROM memberships WHERE tenant_no = $1 AND customer_id = c.id AND group_id = $4 OFFSET 0 \
    ) ORDER BY c.id LIMIT $5";

/// The members of a group in order, with whether they hold a product.
pub(super) const MEMBERS: &str = "SELECT m.customer_id, held.is_there IS NOT NULL FROM memberships m \
    LEFT JOIN LATERAL ( \
        SELECT true AS is_there FROM grants \
        WHERE tenant_no = $1 AND product_id = ANY($3) AND customer_id = m.customer_id LIMIT 1 \
    ) AS held ON true \
    WHERE m.tenant_no = $1 AND m.group_id = $2 AND m.customer_id > $4 ORDER BY m.customer_id LIMIT $5";

/// Who holds a product, one product after the other, so that each is a walk along the index that stops in time.
pub(super) const HOLDERS: &str = "SELECT DISTINCT holder.customer_id FROM unnest($2::uuid[]) AS p (id) \
    CROSS JOIN LATERAL ( \
        SELECT DISTINCT customer_id FROM grants WHERE tenant_no = $1 AND product_id = p.id AND customer_id > $3 \
        ORDER BY customer_id LIMIT $4 \
    ) AS holder ORDER BY holder.customer_id LIMIT $4";

/// Who has a grant of one of the products and fits the query, after a customer and at most so many, in order of id.
pub(super) async fn learners(
    tables: &mut Tables,
    query: &EnrollmentQuery,
    products: &[ProductId],
    after: Option<CustomerId>,
    most: usize,
) -> Outcome<Vec<CustomerId>> {
    let products = uuids(products);
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    match (&query.customers, query.group) {
        (Some(chosen), group) => {
            let chosen = chosen.iter().filter(|id| after.is_none_or(|after| after < **id));
            let chosen = uuids(&chosen.copied().collect::<BTreeSet<_>>());
            let group = group.map(|group| group.uuid());
            customers(tables, CHOSEN, binds![tables.tenant_no, chosen, products, group, most]).await
        }
        (None, Some(group)) => members(tables, group, &products, after, most).await,
        (None, None) => {
            let after = after.map_or(Uuid::nil(), |id| id.uuid());
            customers(tables, HOLDERS, binds![tables.tenant_no, products, after, most]).await
        }
    }
}

pub(super) async fn customers(
    tables: &mut Tables,
    sql: &'static str,
    binds: Binds,
) -> Outcome<Vec<CustomerId>> {
    tables.rows("grants", sql, binds, |cells| cells.id("customer_id")).await
}

async fn members(
    tables: &mut Tables,
    group: GroupId,
    products: &[Uuid],
    after: Option<CustomerId>,
    most: i64,
) -> Outcome<Vec<CustomerId>> {
    let mut found = Vec::new();
    let mut after = after.map_or(Uuid::nil(), |id| id.uuid());
    let mut at_once = most.clamp(100, MOST_MEMBERS_AT_ONCE);
    loop {
        let binds = binds![tables.tenant_no, group.uuid(), products, after, at_once];
        let some = tables.rows("memberships", MEMBERS, binds, |cells| {
            let customer: CustomerId = cells.id("customer_id")?;
            Ok((customer, cells.is_set("customer_id")?))
        });
        let some = some.await?;
        let Some((last, _)) = some.last() else { return Ok(found) };
        after = last.uuid();
        for (customer, _) in some.iter().filter(|(_, holds)| *holds) {
            found.push(*customer);
            if i64::try_from(found.len()).is_ok_and(|found| found == most) {
                return Ok(found);
            }
        }
        if i64::try_from(some.len()).is_ok_and(|read| read < at_once) {
            return Ok(found);
        }
        // Where few of them hold a product, the next look goes further.
        at_once = MOST_MEMBERS_AT_ONCE.min(at_once.saturating_mul(4));
    }
}
