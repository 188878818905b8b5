//! Telling the server that its tables grew.

use rollbook_domain::settings::TenantId;

use crate::failure::Outcome;
use crate::store::{Link, Purpose};
use crate::tables::Binds;

/// A commit of fewer rows than this is left to the server to notice.
pub(super) const MANY_ROWS: usize = 1_000;

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
    let looked = tables.run("SELECT analyze_what_grew()", Binds::default()).await;
    tables.end(looked.map(drop)).await
}
