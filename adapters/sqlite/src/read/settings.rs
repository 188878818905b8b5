use async_trait::async_trait;
use rollbook_domain::port::{ReadResult, SettingsReader, TenantState};
use rollbook_domain::stamp::Revision;
use rusqlite::params;

use crate::row::Cells;
use crate::store::SqliteTenant;

#[async_trait]
impl SettingsReader for SqliteTenant {
    async fn tenant_state(&self) -> ReadResult<Option<TenantState>> {
        self.read(|tables| {
            let mut statement = tables.reader.connection.prepare_cached(
                "SELECT settings, revision FROM tenants WHERE tenant_no = ?1 AND revision > 0",
            )?;
            let mut rows = statement.query(params![tables.tenant_no])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let cells = Cells::new(row, "tenants");
            let settings = cells.json("settings")?;
            Ok(Some(TenantState { settings, revision: Revision::new(cells.count("revision")?) }))
        })
    }
}
