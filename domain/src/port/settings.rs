//! Reading a tenant's settings.

use async_trait::async_trait;

use super::ReadResult;
use crate::settings::Settings;
use crate::stamp::Revision;

/// A tenant's settings and their revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantState {
    /// The settings.
    pub settings: Settings,
    /// The stream's revision.
    pub revision: Revision,
}

/// Reads a tenant's settings.
#[async_trait]
pub trait SettingsReader: Send + Sync {
    /// The settings; `None` while the tenant does not exist.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn tenant_state(&self) -> ReadResult<Option<TenantState>>;
}
