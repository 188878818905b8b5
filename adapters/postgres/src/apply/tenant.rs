use rollbook_domain::port::stored::NO_ID;
use rollbook_domain::settings::TenantEvent;

use super::{Book, Place, Table, json};
use crate::failure::Outcome;

const ADD: &str = "UPDATE tenants t SET settings = n.settings::json, revision = n.revision FROM {rows} \
    WHERE t.tenant_no = $1 AND t.revision = 0";

const CHANGE_SETTINGS: &str =
    "UPDATE tenants t SET settings = n.settings::json FROM {rows} WHERE t.tenant_no = $1";

impl Book {
    pub(super) fn apply_tenant(&mut self, place: &Place, event: &TenantEvent) -> Outcome<()> {
        match event {
            TenantEvent::TenantAdded { settings } => {
                let cells = [("settings", json(settings)?), ("revision", place.reached.into())];
                self.change_one(Table::Tenants, NO_ID, ADD, cells)
            }
            TenantEvent::SettingsChanged { settings } => {
                self.change_one(Table::Tenants, NO_ID, CHANGE_SETTINGS, [("settings", json(settings)?)])
            }
            // What goes, goes once all rows of the commit are written.
            TenantEvent::RetentionApplied { .. } => Ok(()),
        }
    }
}
