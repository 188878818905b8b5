use std::sync::Arc;

use async_trait::async_trait;
use rollbook_domain::port::{ReadResult, SettingsReader, TenantState};
use rollbook_domain::stamp::Revision;

use crate::store::{PostgresTenant, Work};
use crate::tables::{Tables, binds};

#[async_trait]
impl SettingsReader for PostgresTenant {
    async fn tenant_state(&self) -> ReadResult<Option<TenantState>> {
        let (link, of) = (Arc::clone(&self.parts.link), (self.id.clone(), ()));
        let state = self.parts.engine.run_here(async move {
            link.read_together(&link.together.tenant_states, of, (), tenant_state).await
        });
        state.await
    }
}

/// The same for everybody who asks.
fn tenant_state<'tables>(
    tables: &'tables mut Tables,
    asked: &[()],
) -> Work<'tables, Vec<Option<TenantState>>> {
    let askers = asked.len();
    Box::pin(async move {
        let sql = "SELECT settings, revision FROM tenants WHERE tenant_no = $1 AND revision > 0";
        let state = tables.row("tenants", sql, binds![tables.tenant_no], |cells| {
            let settings = cells.json("settings")?;
            Ok(TenantState { settings, revision: Revision::new(cells.count("revision")?) })
        });
        Ok(vec![state.await?; askers])
    })
}
