use async_trait::async_trait;
use rollbook_domain::id::ImpersonationId;
use rollbook_domain::impersonation::Impersonation;
use rollbook_domain::port::{ImpersonationReader, ReadResult};

use crate::store::MemoryTenant;

#[async_trait]
impl ImpersonationReader for MemoryTenant {
    async fn find_impersonation(&self, id: ImpersonationId) -> ReadResult<Option<Impersonation>> {
        Ok(self.read().impersonations.get(&id).cloned())
    }
}
