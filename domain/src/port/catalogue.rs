//! Reading the catalogue.

use async_trait::async_trait;

use super::ReadResult;
use crate::catalogue::Catalogue;
use crate::catalogue::quiz::ItemQuiz;
use crate::id::ItemId;

/// Reads the catalogue.
#[async_trait]
pub trait CatalogueReader: Send + Sync {
    /// The whole catalogue of the tenant.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn catalogue(&self) -> ReadResult<Catalogue>;

    /// What a quiz asks, in all its editions; `None` while it was given no questions. It is no part of the
    /// [catalogue](CatalogueReader::catalogue), so that whoever reads that whole need not read every question.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn find_quiz(&self, item: ItemId) -> ReadResult<Option<ItemQuiz>>;
}
