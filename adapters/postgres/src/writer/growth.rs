//! Telling the server that its tables grew.

use rollbook_domain::settings::TenantId;
use sqlx::AssertSqlSafe;

use crate::failure::Outcome;
use crate::row::Cells;
use crate::store::{Link, Purpose};
use crate::tables::{Binds, Tables};

/// A commit of fewer rows than this is left to the server to notice.
pub(super) const MANY_ROWS: usize = 1_000;

/// Tables of more than a few pages that are ten times as large as when the server last looked at them.
const GROWN: &str = "\
    SELECT quote_ident(c.relname) AS name FROM pg_class c \
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' \
        AND pg_relation_size(c.oid) / current_setting('block_size')::int8 > 8 + 10 * greatest(c.relpages, 0) \
    ORDER BY 1";

/// Has the server look at tables that grew by far, after so many rows were written.
///
/// It does so by itself within minutes. Until then every session would go on by what was planned when the tables were small,
/// and read tens of thousands of rows one by one that are found by a key.
pub(super) async fn look_at_what_grew(link: &Link, tenant: &TenantId, rows: usize) {
    // What was written is written, and the server will look by itself later.
    let _ = look(link, tenant, rows).await;
}

async fn look(link: &Link, tenant: &TenantId, rows: usize) -> Outcome<()> {
    let Some(tenant_no) = link.tenant_no(tenant).await? else { return Ok(()) };
    let mut tables = link.begin(tenant_no, Purpose::Writing(rows)).await?;
    let looked = look_within(&mut tables).await;
    tables.end(looked).await
}

async fn look_within(tables: &mut Tables) -> Outcome<()> {
    let name = |cells: &mut Cells<'_>| Ok(cells.text("name")?.to_owned());
    let grown = tables.rows("pg_class", GROWN, Binds::default(), name).await?;
    if grown.is_empty() {
        return Ok(());
    }
    // Made of names that the server quoted. A table that somebody else is looking at needs no second look.
    let sql = AssertSqlSafe(format!("ANALYZE (SKIP_LOCKED) {}", grown.join(", ")));
    tables.run(sql, Binds::default()).await?;
    Ok(())
}
