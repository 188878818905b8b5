use async_trait::async_trait;
use rollbook_domain::port::{ReadResult, SettingsReader, TenantState};
use rollbook_domain::stamp::Revision;

use crate::store::PostgresTenant;
use crate::tables::binds;

#[async_trait]
impl SettingsReader for PostgresTenant {
    async fn tenant_state(&self) -> ReadResult<Option<TenantState>> {
        self.read_at_once(|tables| {
            Box::pin(async move {
                let sql = "SELECT settings, revision FROM tenants WHERE tenant_no = $1 AND revision > 0";
                let state = tables.row("tenants", sql, binds![tables.tenant_no], |cells| {
                    let settings = cells.json("settings")?;
                    Ok(TenantState { settings, revision: Revision::new(cells.count("revision")?) })
                });
                state.await
            })
        })
        .await
    }
}
