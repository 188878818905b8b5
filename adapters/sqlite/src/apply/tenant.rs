use rollbook_domain::settings::TenantEvent;
use rusqlite::params;

use super::{Book, Place, json};
use crate::failure::Outcome;

impl Book<'_> {
    pub(super) fn apply_tenant(&self, place: &Place, event: &TenantEvent) -> Outcome<()> {
        match event {
            TenantEvent::TenantAdded { settings } => self.run_on_one(
                "UPDATE tenants SET settings = ?2, revision = ?3 WHERE tenant_no = ?1 AND revision = 0",
                params![self.tenant_no, json(settings)?, place.reached],
            ),
            TenantEvent::SettingsChanged { settings } => self.run_on_one(
                "UPDATE tenants SET settings = ?2 WHERE tenant_no = ?1",
                params![self.tenant_no, json(settings)?],
            ),
            TenantEvent::RetentionApplied { retained, before, .. } => self.retain(*retained, *before),
        }
    }
}
