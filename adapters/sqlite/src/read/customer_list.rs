use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{CustomerQuery, CustomerSummary, Page, PageRequest, ReadResult};
use rollbook_domain::stamp::Revision;
use rollbook_domain::time::Instant;
use rusqlite::named_params;

use super::page;
use crate::failure::Outcome;
use crate::row::{Cells, StoredId, Word, profile_columns, read_profile};
use crate::store::{SqliteTenant, Tables};

pub(super) fn list_customers(
    tenant: &SqliteTenant,
    query: &CustomerQuery,
    request: &PageRequest,
) -> ReadResult<Page<CustomerSummary>> {
    let after = page::after(request, |text| CustomerId::parse(text).ok())?;
    let summaries = tenant.read(|tables| summaries(tables, query, after, page::probe(request)))?;
    Ok(page::cut(summaries, request, |summary| summary.id))
}

fn summaries(
    tables: &Tables<'_>,
    query: &CustomerQuery,
    after: Option<CustomerId>,
    limit: i64,
) -> Outcome<Vec<CustomerSummary>> {
    let mut statement = tables.reader.connection.prepare_cached(&sql(query))?;
    let mut rows = statement.query(named_params! {
        ":tenant": tables.tenant_no,
        ":after": after.as_ref().map_or(&[][..], |id| id.bytes().as_slice()),
        ":limit": limit,
        ":status": query.status.map(Word::word),
        ":group": query.group.as_ref().map(StoredId::bytes),
        ":product": query.product.as_ref().map(StoredId::bytes),
        ":origin": query.origin.map(Word::word),
        ":from": query.created_from.map(Instant::as_micros),
        ":before": query.created_before.map(Instant::as_micros),
        ":text": query.text.as_ref().map(|text| text.to_lowercase()),
    })?;
    let mut summaries = Vec::new();
    while let Some(row) = rows.next()? {
        summaries.push(summary(&mut Cells::new(row, "customers"))?);
    }
    Ok(summaries)
}

fn summary(cells: &mut Cells<'_>) -> Outcome<CustomerSummary> {
    // The ten parameters are all mentioned in the statement, in one cell that nobody reads.
    Ok(CustomerSummary {
        id: cells.id("id")?,
        revision: Revision::new(cells.count("revision")?),
        status: cells.word("status")?,
        origin: cells.word("origin")?,
        created_at: cells.instant("created_at")?,
        profile: read_profile(cells)?,
    })
}

/// The statement for the filters that are set; it agrees with [`CustomerQuery::matches`].
///
/// A filter by group or product walks its own index in order of customer, so a page costs what the page holds.
fn sql(query: &CustomerQuery) -> String {
    let (from, key) = match (query.group, query.product) {
        (Some(_), _) => (
            "memberships m CROSS JOIN customers c ON c.tenant_no = m.tenant_no AND c.id = m.customer_id",
            "m.tenant_no = :tenant AND m.group_id = :group AND m.customer_id",
        ),
        (None, Some(_)) => (
            "(SELECT DISTINCT tenant_no, customer_id FROM grants WHERE tenant_no = :tenant AND product_id = :product \
             AND customer_id > :after ORDER BY customer_id) m \
             CROSS JOIN customers c ON c.tenant_no = m.tenant_no AND c.id = m.customer_id",
            "m.customer_id",
        ),
        (None, None) => ("customers c", "c.tenant_no = :tenant AND c.id"),
    };
    let order = if query.group.is_some() || query.product.is_some() { "m.customer_id" } else { "c.id" };
    let mut sql = format!(
        "SELECT c.id, c.revision, c.status, c.origin, c.created_at, {} FROM {from} \
         LEFT JOIN customer_profiles p ON p.tenant_no = c.tenant_no AND p.customer_id = c.id WHERE {key} > :after",
        profile_columns!()
    );
    let mut narrow = |is_wanted: bool, condition: &str| {
        if is_wanted {
            sql.push_str(" AND ");
            sql.push_str(condition);
        }
    };
    narrow(query.status.is_some(), "c.status = :status");
    narrow(
        query.group.is_some() && query.product.is_some(),
        "EXISTS (SELECT 1 FROM grants g WHERE g.tenant_no = c.tenant_no AND g.product_id = :product \
         AND g.customer_id = c.id)",
    );
    narrow(query.origin.is_some(), "c.origin = :origin");
    narrow(query.created_from.is_some(), "c.created_at >= :from");
    narrow(query.created_before.is_some(), "c.created_at < :before");
    narrow(query.text.is_some(), "instr(p.name_key || char(10) || p.email_key, :text) > 0");
    sql.push_str(" ORDER BY ");
    sql.push_str(order);
    sql.push_str(" LIMIT :limit");
    sql
}
