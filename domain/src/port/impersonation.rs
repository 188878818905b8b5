//! Impersonations.

use async_trait::async_trait;

use super::ReadResult;
use crate::id::ImpersonationId;
use crate::impersonation::Impersonation;

/// Reads impersonations.
#[async_trait]
pub trait ImpersonationReader: Send + Sync {
    /// The impersonation with this id.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn find_impersonation(&self, id: ImpersonationId) -> ReadResult<Option<Impersonation>>;
}
