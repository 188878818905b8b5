use rollbook_domain::id::CustomerId;
use rollbook_domain::port::stored::Word;
use rollbook_domain::port::{CustomerQuery, CustomerSummary, Page, PageRequest, ReadResult};
use rollbook_domain::stamp::Revision;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::page;
use crate::facts::hexadecimal;
use crate::failure::Outcome;
use crate::row::{Cells, StoredId, profile_columns, read_profile};
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
    let Statement { sql, values } = statement(tables.tenant_no, query, after, limit);
    let mut statement = tables.reader.connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut summaries = Vec::new();
    while let Some(row) = rows.next()? {
        let mut cells = Cells::new(row, "customers");
        summaries.push(CustomerSummary {
            id: cells.id("id")?,
            revision: Revision::new(cells.count("revision")?),
            status: cells.word("status")?,
            origin: cells.word("origin")?,
            created_at: cells.instant("created_at")?,
            profile: read_profile(&mut cells)?,
        });
    }
    Ok(summaries)
}

/// A statement with the values of its numbered parameters.
struct Statement {
    sql: String,
    values: Vec<Value>,
}

impl Statement {
    /// Adds a condition, `#` in it being the value, when there is one.
    fn narrow(&mut self, condition: &str, value: Option<Value>) {
        let Some(value) = value else { return };
        self.values.push(value);
        let number = format!("?{}", self.values.len());
        self.sql.push_str(" AND ");
        self.sql.push_str(&condition.replace('#', &number));
    }
}

/// The statement for the filters that are set; it agrees with [`CustomerQuery::matches`].
///
/// A filter by group or product walks its own index in order of customer, so a page costs what the page holds.
fn statement(tenant_no: i64, query: &CustomerQuery, after: Option<CustomerId>, limit: i64) -> Statement {
    let after = after.as_ref().map_or(Vec::new(), |id| id.bytes().to_vec());
    let group = query.group.as_ref().map(blob);
    let product = query.product.as_ref().map(blob);
    let (source, key, leading, grouping) = match (&group, &product) {
        (Some(group), _) => (
            "memberships k CROSS JOIN customers c ON c.tenant_no = k.tenant_no AND c.id = k.customer_id",
            "k.tenant_no = ?1 AND k.group_id = ?4 AND k.customer_id",
            Some(group.clone()),
            "ORDER BY k.customer_id",
        ),
        (None, Some(product)) => (
            "grants k CROSS JOIN customers c ON c.tenant_no = k.tenant_no AND c.id = k.customer_id",
            "k.tenant_no = ?1 AND k.product_id = ?4 AND k.customer_id",
            Some(product.clone()),
            "GROUP BY k.customer_id ORDER BY k.customer_id",
        ),
        (None, None) => {
            ("customers c", "c.tenant_no = ?1 AND c.deleted_at IS NULL AND c.id", None, "ORDER BY c.id")
        }
    };
    let mut statement = Statement {
        sql: format!(
            "SELECT c.id, c.revision, c.status, c.origin, c.created_at, {} FROM {source} \
             LEFT JOIN customer_profiles p ON p.tenant_no = c.tenant_no AND p.customer_id = c.id \
             WHERE {key} > ?2",
            profile_columns!()
        ),
        values: [tenant_no.into(), after.into(), limit.into()].into_iter().chain(leading).collect(),
    };
    if group.is_some() {
        let also = "EXISTS (SELECT 1 FROM grants g WHERE g.tenant_no = c.tenant_no AND g.product_id = # \
                    AND g.customer_id = c.id)";
        statement.narrow(also, product);
    }
    statement.narrow("c.status = #", query.status.map(|status| status.word().to_owned().into()));
    statement.narrow("c.origin = #", query.origin.map(|origin| origin.word().to_owned().into()));
    statement.narrow("c.created_at >= #", query.created_from.map(|from| from.as_micros().into()));
    statement.narrow("c.created_at < #", query.created_before.map(|before| before.as_micros().into()));
    let wanted = "c.id IN (SELECT unhex(value) FROM json_each(#))";
    statement.narrow(wanted, query.customers.as_ref().map(|ids| hexadecimal(ids).into()));
    let text = query.text.as_ref().map(|text| text.to_lowercase().into());
    statement.narrow("instr(p.name_key || char(10) || p.email_key, #) > 0", text);
    for part in [" ", grouping, " LIMIT ?3"] {
        statement.sql.push_str(part);
    }
    statement
}

fn blob(id: &impl StoredId) -> Value {
    id.bytes().to_vec().into()
}

#[cfg(test)]
mod tests {
    use rollbook_domain::id::{GroupId, ProductId};
    use uuid::Uuid;

    use super::*;
    use crate::read::plans::assert_walks_an_index;

    #[test]
    fn a_page_walks_an_index_in_order_whatever_narrows_it() {
        let (group, product) = (GroupId::from_uuid(Uuid::nil()), ProductId::from_uuid(Uuid::nil()));
        let plain = CustomerQuery { text: Some("ada".to_owned()), ..CustomerQuery::default() };
        let of_group = CustomerQuery { group: Some(group), ..plain.clone() };
        let of_product = CustomerQuery { product: Some(product), ..plain.clone() };
        let of_both = CustomerQuery { group: Some(group), product: Some(product), ..plain.clone() };
        let of_some = CustomerQuery { customers: Some(Vec::new()), ..plain.clone() };
        for (query, index) in [
            (of_some, "SEARCH c USING PRIMARY KEY (tenant_no=? AND id=?)"),
            (plain, "SEARCH c USING PRIMARY KEY (tenant_no=? AND id>?)"),
            (of_group, "memberships_group_id_ix (tenant_no=? AND group_id=? AND customer_id>?)"),
            (of_product, "grants_product_id_ix (tenant_no=? AND product_id=? AND customer_id>?)"),
            (of_both, "memberships_group_id_ix (tenant_no=? AND group_id=? AND customer_id>?)"),
        ] {
            assert_walks_an_index(&statement(1, &query, None, 10).sql, index);
        }
    }
}
