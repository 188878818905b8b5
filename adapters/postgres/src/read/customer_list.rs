use rollbook_domain::id::CustomerId;
use rollbook_domain::port::stored::Word;
use rollbook_domain::port::{CustomerQuery, CustomerSummary, Page, PageRequest, ReadResult};
use rollbook_domain::stamp::Revision;
use rollbook_domain::time::Instant;
use sqlx::{AssertSqlSafe, Encode, Postgres, Type};
use uuid::Uuid;

use super::page;
use crate::facts::uuids;
use crate::failure::Outcome;
use crate::row::{Cells, StoredId, profile_columns, read_profile};
use crate::store::PostgresTenant;
use crate::tables::{Binds, binds};

pub(super) async fn list_customers(
    tenant: &PostgresTenant,
    query: &CustomerQuery,
    request: &PageRequest,
) -> ReadResult<Page<CustomerSummary>> {
    let after = page::after(request, |text| CustomerId::parse(text).ok())?;
    if query.text.as_ref().is_some_and(|text| text.contains('\0')) {
        // No text in the database has this character, and none with it can be sent there.
        return Ok(Page { items: Vec::new(), next: None });
    }
    let (query, first, limit) = (query.clone(), page::first_after(after.as_ref()), page::probe(request));
    let summaries = tenant.read(move |tables| {
        let Statement { sql, binds, .. } = statement(tables.tenant_no, &query, first, limit);
        // Its parts are texts of this file, and values are bound.
        Box::pin(async move { tables.rows("customers", AssertSqlSafe(sql), binds, summary).await })
    });
    Ok(page::cut(summaries.await?, request, |summary| summary.id))
}

fn summary(cells: &mut Cells<'_>) -> Outcome<CustomerSummary> {
    Ok(CustomerSummary {
        id: cells.id("id")?,
        revision: Revision::new(cells.count("revision")?),
        status: cells.word("status")?,
        origin: cells.word("origin")?,
        created_at: cells.instant("created_at")?,
        profile: read_profile(cells)?,
    })
}

/// A statement with the values of its numbered parameters.
struct Statement {
    sql: String,
    binds: Binds,
    count: usize,
}

impl Statement {
    /// Adds a condition, `#` in it being the value, when there is one.
    fn narrow<'q, T>(mut self, condition: &str, value: Option<T>) -> Self
    where
        T: Encode<'q, Postgres> + Type<Postgres>,
    {
        let Some(value) = value else { return self };
        self.count += 1;
        self.sql.push_str(" AND ");
        self.sql.push_str(&condition.replace('#', &format!("${}", self.count)));
        self.binds = self.binds.with(value);
        self
    }
}

/// The statement for the filters that are set; it agrees with [`CustomerQuery::matches`].
///
/// A filter by group or product walks its own index in order of customer, so a page costs what the page holds. Each table
/// is told where the page begins, or one that is merged with another would be walked from its beginning; and the fence
/// keeps all grants of a product from being gathered to look for some of them.
fn statement(tenant_no: i64, query: &CustomerQuery, first: Uuid, limit: i64) -> Statement {
    let group = query.group.as_ref().map(StoredId::uuid);
    let product = query.product.as_ref().map(StoredId::uuid);
    // Customers that are named are looked up one by one, rather than looked for among all of a group or product.
    let is_named = query.customers.is_some();
    let leading = group.or(product).filter(|_| !is_named);
    let (source, key, order) = match (group.and(leading), leading) {
        (Some(_), _) => (
            "memberships k JOIN customers c ON c.tenant_no = k.tenant_no AND c.id = k.customer_id",
            "k.tenant_no = $1 AND k.group_id = $4 AND c.id >= $2 AND k.customer_id",
            "k.customer_id",
        ),
        (None, Some(_)) => (
            "(SELECT DISTINCT tenant_no, customer_id FROM grants WHERE tenant_no = $1 AND product_id = $4 \
              AND customer_id >= $2 ORDER BY customer_id) k \
              JOIN customers c ON c.tenant_no = k.tenant_no AND c.id = k.customer_id",
            "c.id >= $2 AND k.customer_id",
            "k.customer_id",
        ),
        (None, None) => ("customers c", "c.tenant_no = $1 AND c.deleted_at IS NULL AND c.id", "c.id"),
    };
    let binds = binds![tenant_no, first, limit];
    let statement = Statement {
        sql: format!(
            "SELECT c.id, c.revision, c.status, c.origin, c.created_at, {} FROM {source} \
             LEFT JOIN customer_profiles p ON p.tenant_no = c.tenant_no AND p.customer_id = c.id \
             AND p.customer_id >= $2 \
             WHERE {key} >= $2",
            profile_columns!()
        ),
        count: 3 + usize::from(leading.is_some()),
        binds: match leading {
            Some(leading) => binds.with(leading),
            None => binds,
        },
    };
    let is_member = "EXISTS (SELECT FROM memberships m WHERE m.tenant_no = c.tenant_no AND m.group_id = # \
                     AND m.customer_id = c.id OFFSET 0)";
    let holds = "EXISTS (SELECT FROM grants g WHERE g.tenant_no = c.tenant_no AND g.product_id = # \
                 AND g.customer_id = c.id OFFSET 0)";
    let mut statement = statement
        .narrow(is_member, group.filter(|_| is_named))
        .narrow(holds, product.filter(|_| is_named || group.is_some()))
        .narrow("c.status = #", query.status.map(Word::word))
        .narrow("c.origin = #", query.origin.map(Word::word))
        .narrow("c.id = ANY(#)", query.customers.as_ref().map(uuids))
        .narrow("c.created_at >= #", query.created_from.map(Instant::as_micros))
        .narrow("c.created_at < #", query.created_before.map(Instant::as_micros))
        .narrow(
            "strpos(p.name_key || chr(10) || p.email_key, #) > 0",
            query.text.as_ref().map(|text| text.to_lowercase()),
        );
    for part in [" ORDER BY ", order, " LIMIT $3"] {
        statement.sql.push_str(part);
    }
    statement
}
