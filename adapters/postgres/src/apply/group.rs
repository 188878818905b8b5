use rollbook_domain::group::GroupEvent;
use rollbook_domain::id::GroupId;

use super::{Book, Place, Table};
use crate::failure::Outcome;
use crate::row::StoredId;

const EDIT: &str = "UPDATE groups g SET name = n.name, is_inherited = n.is_inherited FROM {rows} \
    WHERE g.tenant_no = $1 AND g.id = n.id";

impl Book {
    pub(super) fn apply_group(&mut self, place: &Place, id: GroupId, event: &GroupEvent) -> Outcome<()> {
        match event {
            GroupEvent::GroupAdded { code, name, is_inherited } => self.insert(
                Table::Groups,
                id.uuid(),
                [
                    ("id", id.uuid().into()),
                    ("revision", place.reached.into()),
                    ("code", code.as_str().into()),
                    ("code_key", code.folded().into()),
                    ("name", name.as_str().into()),
                    ("is_inherited", (*is_inherited).into()),
                ],
            ),
            GroupEvent::GroupEdited { name, is_inherited } => self.change_one(
                Table::Groups,
                id.uuid(),
                EDIT,
                [
                    ("id", id.uuid().into()),
                    ("name", name.as_str().into()),
                    ("is_inherited", (*is_inherited).into()),
                ],
            ),
        }
    }
}
