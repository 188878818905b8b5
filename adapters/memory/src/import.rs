use async_trait::async_trait;
use rollbook_domain::id::ImportId;
use rollbook_domain::import_log::ImportRecord;
use rollbook_domain::port::{ImportReader, ReadResult};

use crate::store::MemoryTenant;

#[async_trait]
impl ImportReader for MemoryTenant {
    async fn find_import(&self, id: ImportId) -> ReadResult<Option<ImportRecord>> {
        Ok(self.read().imports.get(&id).cloned())
    }
}
