//! The access history of one customer (ACC-01, ACC-06, X-04).

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::time::Instant;
use rollbook_domain::verdict::{AccessFacts, GrantLine, SubjectKind, grant_lines};

use crate::customer::get_customer;
use crate::{Desk, Failure};

/// Every grant of one customer, newest first, each with its state at `at`.
///
/// # Errors
/// [`Failure::Missing`] for a customer that does not exist, [`Failure::Store`].
pub async fn list_access(desk: &Desk<'_>, key: &CustomerKey, at: Instant) -> Result<Vec<GrantLine>, Failure> {
    let record = get_customer(desk, key).await?;
    Ok(access_lines(&record, &desk.store.catalogue().await?, at))
}

/// Every grant of a record that was read already, newest first, each with its state at `at`.
pub fn access_lines(record: &CustomerRecord, catalogue: &Catalogue, at: Instant) -> Vec<GrantLine> {
    let products: BTreeSet<_> = record.grants.iter().map(|grant| grant.product).collect();
    let facts = |product| AccessFacts::of(record, catalogue, SubjectKind::Product(product));
    let mut lines: Vec<GrantLine> =
        products.into_iter().filter_map(facts).flat_map(|facts| grant_lines(&facts, at)).collect();
    lines.sort_by_key(|line| Reverse(line.grant.stamp.position));
    lines
}
