use async_trait::async_trait;
use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::catalogue::quiz::ItemQuiz;
use rollbook_domain::id::ItemId;
use rollbook_domain::port::{CatalogueReader, ReadResult};

use crate::store::MemoryTenant;

#[async_trait]
impl CatalogueReader for MemoryTenant {
    async fn catalogue(&self) -> ReadResult<Catalogue> {
        Ok(Catalogue::clone(&self.read().catalogue))
    }

    async fn find_quiz(&self, item: ItemId) -> ReadResult<Option<ItemQuiz>> {
        Ok(self.read().quizzes.get(&item).cloned())
    }
}
