use async_trait::async_trait;
use rollbook_domain::port::{ReadResult, SettingsReader, TenantState};

use crate::store::MemoryTenant;

#[async_trait]
impl SettingsReader for MemoryTenant {
    async fn tenant_state(&self) -> ReadResult<Option<TenantState>> {
        Ok(self.read().settings.clone())
    }
}
