//! Whose enrollments stand on a page.

use std::collections::BTreeSet;

use rollbook_domain::id::{CustomerId, GroupId, ProductId};
use rollbook_domain::port::EnrollmentQuery;
use rusqlite::{Params, params};

use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::Tables;

/// How many members of a group are looked at in one statement.
const MEMBERS_AT_ONCE: i64 = 1_000;

/// Who has a grant of one of the products and fits the query, after a customer and at most so many, in order of id.
pub(super) fn learners(
    tables: &Tables<'_>,
    query: &EnrollmentQuery,
    products: &[ProductId],
    after: Option<CustomerId>,
    most: usize,
) -> Outcome<Vec<CustomerId>> {
    match (&query.customers, query.group) {
        (Some(chosen), group) => {
            let chosen: BTreeSet<_> =
                chosen.iter().copied().filter(|id| after.is_none_or(|after| after < *id)).collect();
            let mut found = Vec::new();
            for id in chosen {
                if group.map_or(Ok(true), |group| is_member(tables, id, group))?
                    && holds_any(tables, id, products)?
                {
                    found.push(id);
                    if found.len() == most {
                        break;
                    }
                }
            }
            Ok(found)
        }
        (None, Some(group)) => members(tables, group, products, after, most),
        (None, None) => holders(tables, products, after, most),
    }
}

fn holders(
    tables: &Tables<'_>,
    products: &[ProductId],
    after: Option<CustomerId>,
    most: usize,
) -> Outcome<Vec<CustomerId>> {
    let mut found = BTreeSet::new();
    // One product after the other, so that each is a walk along the index that stops in time.
    for product in products {
        let holders = customers(
            tables,
            "SELECT DISTINCT customer_id FROM grants WHERE tenant_no = ?1 AND product_id = ?2 AND customer_id > ?3 \
             ORDER BY customer_id LIMIT ?4",
            params![tables.tenant_no, product.bytes(), key(after.as_ref()), limit(most)],
        )?;
        found.extend(holders);
    }
    Ok(found.into_iter().take(most).collect())
}

fn members(
    tables: &Tables<'_>,
    group: GroupId,
    products: &[ProductId],
    mut after: Option<CustomerId>,
    most: usize,
) -> Outcome<Vec<CustomerId>> {
    let mut found = Vec::new();
    loop {
        let some = customers(
            tables,
            "SELECT customer_id FROM memberships WHERE tenant_no = ?1 AND group_id = ?2 AND customer_id > ?3 \
             ORDER BY customer_id LIMIT ?4",
            params![tables.tenant_no, group.bytes(), key(after.as_ref()), MEMBERS_AT_ONCE],
        )?;
        let Some(last) = some.last() else { return Ok(found) };
        after = Some(*last);
        for id in some {
            if holds_any(tables, id, products)? {
                found.push(id);
                if found.len() == most {
                    return Ok(found);
                }
            }
        }
    }
}

pub(super) fn customers(tables: &Tables<'_>, sql: &str, params: impl Params) -> Outcome<Vec<CustomerId>> {
    let mut statement = tables.reader.connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Cells::new(row, "customers").id("customer_id")?);
    }
    Ok(found)
}

fn is_member(tables: &Tables<'_>, customer: CustomerId, group: GroupId) -> Outcome<bool> {
    Ok(tables
        .reader
        .connection
        .prepare_cached(
            "SELECT 1 FROM memberships WHERE tenant_no = ?1 AND customer_id = ?2 AND group_id = ?3",
        )?
        .exists(params![tables.tenant_no, customer.bytes(), group.bytes()])?)
}

fn holds_any(tables: &Tables<'_>, customer: CustomerId, products: &[ProductId]) -> Outcome<bool> {
    let mut statement = tables.reader.connection.prepare_cached(
        "SELECT 1 FROM grants WHERE tenant_no = ?1 AND product_id = ?2 AND customer_id = ?3",
    )?;
    for product in products {
        if statement.exists(params![tables.tenant_no, product.bytes(), customer.bytes()])? {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn key(after: Option<&CustomerId>) -> &[u8] {
    after.map_or(&[][..], |id| id.bytes().as_slice())
}

pub(super) fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(-1)
}
