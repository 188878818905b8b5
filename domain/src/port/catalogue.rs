//! Reading the catalogue.

use async_trait::async_trait;

use super::ReadResult;
use crate::catalogue::Catalogue;

/// Reads the catalogue.
#[async_trait]
pub trait CatalogueReader: Send + Sync {
    /// The whole catalogue of the tenant.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn catalogue(&self) -> ReadResult<Catalogue>;
}
