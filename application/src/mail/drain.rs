//! Sending everything that is due, and serving many tenants in turn.

use std::sync::Arc;

use rollbook_domain::port::TenantStore;
use rollbook_domain::settings::TenantId;

use super::{DispatchReport, Dispatcher};
use crate::Failure;

impl Dispatcher<'_> {
    /// Sends a tenant's due mails, batch after batch, until none is due, `limit` were taken in hand, or the mail server
    /// cannot be used.
    ///
    /// # Errors
    /// As [`Dispatcher::dispatch_batch`].
    pub async fn drain(&self, store: &dyn TenantStore, limit: usize) -> Result<DispatchReport, Failure> {
        let mut report = DispatchReport::default();
        let mut left = limit;
        while left > 0 && !(self.is_stopping)() {
            let batch = self.dispatch_at_most(store, left).await?;
            let has_moved = batch.taken() > batch.returned;
            left = left.saturating_sub(batch.taken());
            report.add(batch);
            if !has_moved || report.unusable.is_some() {
                break;
            }
        }
        Ok(report)
    }

    /// Sends one batch of every tenant, one after the other, so that none waits for all the mails of another.
    ///
    /// A tenant that fails keeps no other from its turn.
    pub async fn dispatch_round(
        &self,
        tenants: &[(TenantId, Arc<dyn TenantStore>)],
    ) -> Vec<(TenantId, Result<DispatchReport, Failure>)> {
        let mut reports = Vec::with_capacity(tenants.len());
        for (tenant, store) in tenants {
            if (self.is_stopping)() {
                break;
            }
            reports.push((tenant.clone(), self.dispatch_batch(&**store).await));
        }
        reports
    }
}
