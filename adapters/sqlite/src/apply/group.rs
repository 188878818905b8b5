use rollbook_domain::group::GroupEvent;
use rollbook_domain::id::GroupId;
use rusqlite::params;

use super::{Book, Place};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    pub(super) fn apply_group(&self, place: &Place, id: GroupId, event: &GroupEvent) -> Outcome<()> {
        match event {
            GroupEvent::GroupAdded { code, name, is_inherited } => self.run_on_one(
                "INSERT INTO groups (tenant_no, id, revision, code, code_key, name, is_inherited) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    self.tenant_no,
                    id.bytes(),
                    place.reached,
                    code.as_str(),
                    code.folded(),
                    name.as_str(),
                    is_inherited
                ],
            ),
            GroupEvent::GroupEdited { name, is_inherited } => self.run_on_one(
                "UPDATE groups SET name = ?3, is_inherited = ?4 WHERE tenant_no = ?1 AND id = ?2",
                params![self.tenant_no, id.bytes(), name.as_str(), is_inherited],
            ),
        }
    }
}
