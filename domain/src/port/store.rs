//! Stores, and the ports they hand out for each tenant.

use std::sync::Arc;

use async_trait::async_trait;

use super::{
    AccessReader, ActivityReader, AuditReader, CatalogueReader, Commits, CustomerReader, EnrollmentReader,
    GroupReader, ImpersonationReader, ImportReader, Logins, OrderReader, OrganizationReader, Outbox,
    ReadResult, Retention, SalesOrderReader, SeatReader, SettingsReader, TranscriptReader,
};
use crate::settings::TenantId;

/// All ports of one tenant; code that holds it cannot reach another tenant.
pub trait TenantStore:
    AccessReader
    + ActivityReader
    + AuditReader
    + CatalogueReader
    + Commits
    + CustomerReader
    + EnrollmentReader
    + GroupReader
    + ImpersonationReader
    + ImportReader
    + Logins
    + OrderReader
    + OrganizationReader
    + Outbox
    + Retention
    + SalesOrderReader
    + SeatReader
    + SettingsReader
    + TranscriptReader
{
}

impl<T> TenantStore for T where
    T: AccessReader
        + ActivityReader
        + AuditReader
        + CatalogueReader
        + Commits
        + CustomerReader
        + EnrollmentReader
        + GroupReader
        + ImpersonationReader
        + ImportReader
        + Logins
        + OrderReader
        + OrganizationReader
        + Outbox
        + Retention
        + Retention
        + SalesOrderReader
        + SeatReader
        + SettingsReader
        + TranscriptReader
{
}

/// A store of many tenants.
#[async_trait]
pub trait Store: Send + Sync {
    /// The ports of one tenant, whether it exists yet or not.
    fn tenant(&self, id: &TenantId) -> Arc<dyn TenantStore>;

    /// The tenants that exist, in order of their names.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn tenants(&self) -> ReadResult<Vec<TenantId>>;
}
