use rollbook_domain::settings::TenantEvent;
use rusqlite::params;

use super::{Book, Place, json};
use crate::failure::Outcome;

impl Book<'_> {
    pub(super) fn apply_tenant(&self, place: &Place, event: &TenantEvent) -> Outcome<()> {
        let settings = json(event.settings())?;
        match event {
            TenantEvent::TenantAdded { .. } => self.run_on_one(
                "UPDATE tenants SET settings = ?2, revision = ?3 WHERE tenant_no = ?1 AND revision = 0",
                params![self.tenant_no, settings, place.reached],
            ),
            TenantEvent::SettingsChanged { .. } => self.run_on_one(
                "UPDATE tenants SET settings = ?2 WHERE tenant_no = ?1",
                params![self.tenant_no, settings],
            ),
        }
    }
}
