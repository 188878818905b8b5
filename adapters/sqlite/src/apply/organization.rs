use rollbook_domain::id::OrganizationId;
use rollbook_domain::organization::OrganizationEvent;
use rusqlite::params;

use super::{Book, Place};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    pub(super) fn apply_organization(
        &self,
        place: &Place,
        id: OrganizationId,
        event: &OrganizationEvent,
    ) -> Outcome<()> {
        match event {
            OrganizationEvent::OrganizationAdded { code, title, parent } => {
                self.run_on_one(
                    "INSERT INTO organizations (tenant_no, id, revision, code, code_key, title) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    params![
                        self.tenant_no,
                        id.bytes(),
                        place.reached,
                        code.as_str(),
                        code.folded(),
                        title.as_str()
                    ],
                )?;
                parent.map_or(Ok(()), |parent| self.insert_parent(id, parent))
            }
            OrganizationEvent::OrganizationRetitled { title } => self.run_on_one(
                "UPDATE organizations SET title = ?3 WHERE tenant_no = ?1 AND id = ?2",
                params![self.tenant_no, id.bytes(), title.as_str()],
            ),
            OrganizationEvent::OrganizationPlaced { parent } => {
                self.run(
                    "DELETE FROM organization_parents WHERE tenant_no = ?1 AND organization_id = ?2",
                    params![self.tenant_no, id.bytes()],
                )?;
                parent.map_or(Ok(()), |parent| self.insert_parent(id, parent))
            }
        }
    }

    fn insert_parent(&self, id: OrganizationId, parent: OrganizationId) -> Outcome<()> {
        self.run_on_one(
            "INSERT INTO organization_parents (tenant_no, organization_id, parent_id) VALUES (?1, ?2, ?3)",
            params![self.tenant_no, id.bytes(), parent.bytes()],
        )
    }
}
