//! Reading which files were applied.

use async_trait::async_trait;

use super::ReadResult;
use crate::id::ImportId;
use crate::import_log::ImportRecord;

/// Reads which files were applied.
#[async_trait]
pub trait ImportReader: Send + Sync {
    /// The import with this id, if it was applied.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn find_import(&self, id: ImportId) -> ReadResult<Option<ImportRecord>>;
}
