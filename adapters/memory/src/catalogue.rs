use async_trait::async_trait;
use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::port::{CatalogueReader, ReadResult};

use crate::store::MemoryTenant;

#[async_trait]
impl CatalogueReader for MemoryTenant {
    async fn catalogue(&self) -> ReadResult<Catalogue> {
        Ok(Catalogue::clone(&self.read().catalogue))
    }
}
