//! Reading groups.

use async_trait::async_trait;

use super::ReadResult;
use crate::group::Group;

/// Reads groups; their members are found by [`CustomerQuery::group`](super::CustomerQuery::group).
#[async_trait]
pub trait GroupReader: Send + Sync {
    /// All groups of the tenant, in order of their folded codes.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn groups(&self) -> ReadResult<Vec<Group>>;
}
