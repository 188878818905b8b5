//! A group as printed.

use rollbook_domain::group::Group;
use rollbook_domain::id::GroupId;
use serde::Serialize;

use crate::Column;
use crate::page::yes_no;

#[derive(Serialize)]
pub(super) struct View {
    pub(super) id: GroupId,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) is_inherited: bool,
    pub(super) revision: u64,
}

pub(super) const COLUMNS: &[Column<View>] = &[
    Column::data("id"),
    Column::new("code", "CODE", |group, _| group.code.clone()),
    Column::new("name", "NAME", |group, _| group.name.clone()),
    Column::new("is_inherited", "INHERITED", |group, _| yes_no(group.is_inherited)),
    Column::data("revision"),
];

impl From<Group> for View {
    fn from(group: Group) -> Self {
        Self {
            id: group.id,
            code: group.code.to_string(),
            name: group.name.to_string(),
            is_inherited: group.is_inherited,
            revision: group.revision.get(),
        }
    }
}
