use rollbook_domain::id::OrganizationId;
use rollbook_domain::organization::OrganizationEvent;

use super::{Book, Place, Table};
use crate::failure::Outcome;
use crate::row::StoredId;

const RETITLE: &str = "UPDATE organizations o SET title = n.title FROM {rows} \
    WHERE o.tenant_no = $1 AND o.id = n.id";

const TO_THE_TOP: &str = "DELETE FROM organization_parents p USING {rows} \
    WHERE p.tenant_no = $1 AND p.organization_id = n.id";

impl Book {
    pub(super) fn apply_organization(
        &mut self,
        place: &Place,
        id: OrganizationId,
        event: &OrganizationEvent,
    ) -> Outcome<()> {
        match event {
            OrganizationEvent::OrganizationAdded { code, title, parent } => {
                self.insert(
                    Table::Organizations,
                    id.uuid(),
                    [
                        ("id", id.uuid().into()),
                        ("revision", place.reached.into()),
                        ("code", code.as_str().into()),
                        ("code_key", code.folded().into()),
                        ("title", title.as_str().into()),
                    ],
                )?;
                parent.map_or(Ok(()), |parent| self.insert_parent(id, parent))
            }
            OrganizationEvent::OrganizationRetitled { title } => {
                let cells = [("id", id.uuid().into()), ("title", title.as_str().into())];
                self.change_one(Table::Organizations, id.uuid(), RETITLE, cells)
            }
            OrganizationEvent::OrganizationPlaced { parent } => {
                let cells = [("id", id.uuid().into())];
                self.change(Table::OrganizationParents, id.uuid(), TO_THE_TOP, cells)?;
                parent.map_or(Ok(()), |parent| self.insert_parent(id, parent))
            }
        }
    }

    fn insert_parent(&mut self, id: OrganizationId, parent: OrganizationId) -> Outcome<()> {
        let cells = [("organization_id", id.uuid().into()), ("parent_id", parent.uuid().into())];
        self.insert(Table::OrganizationParents, id.uuid(), cells)
    }
}
