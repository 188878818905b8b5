//! An organization as printed.

use rollbook_domain::id::OrganizationId;
use rollbook_domain::organization::{Hierarchy, Organization};
use serde::Serialize;

use crate::Column;

#[derive(Serialize)]
pub(super) struct View {
    pub(super) id: OrganizationId,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) parent: Option<String>,
    /// Those above it, the top first.
    pub(super) above: Vec<String>,
    pub(super) revision: u64,
}

pub(super) const COLUMNS: &[Column<View>] = &[
    Column::data("id"),
    Column::new("code", "CODE", |one, _| one.code.clone()),
    Column::new("title", "TITLE", |one, _| one.title.clone()),
    Column::new("parent", "BELOW", |one, _| one.parent.clone().unwrap_or_default()),
    Column::data("revision"),
];

impl View {
    pub(super) fn of(organization: &Organization, all: &Hierarchy) -> Self {
        let mut above: Vec<_> = all.upward(organization.id).skip(1).map(|one| one.code.to_string()).collect();
        let parent = above.first().cloned();
        above.reverse();
        Self {
            id: organization.id,
            code: organization.code.to_string(),
            title: organization.title.to_string(),
            parent,
            above,
            revision: organization.revision.get(),
        }
    }
}
