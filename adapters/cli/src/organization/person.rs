//! A person of an organization as printed.

use rollbook_domain::customer::StatusWord;
use rollbook_domain::id::CustomerId;
use rollbook_domain::organization::Hierarchy;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::PersonRow;
use serde::Serialize;

use crate::Column;

#[derive(Serialize)]
pub(crate) struct Line {
    id: CustomerId,
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    status: String,
    organization: Option<String>,
    manager_id: Option<CustomerId>,
}

pub(crate) const COLUMNS: &[Column<Line>] = &[
    Column::new("id", "ID", |line, _| line.id.to_string()),
    Column::new("email", "EMAIL", |line, _| line.shown_email()),
    Column::new("first_name", "FIRST NAME", |line, _| line.first_name.clone().unwrap_or_default()),
    Column::new("last_name", "LAST NAME", |line, _| line.last_name.clone().unwrap_or_default()),
    Column::new("status", "STATUS", |line, _| line.status.clone()),
    Column::new("organization", "ORGANIZATION", |line, _| line.organization.clone().unwrap_or_default()),
    Column::data("manager_id"),
];

impl Line {
    pub(crate) fn of(row: &PersonRow, all: &Hierarchy) -> Self {
        let known = row.profile.as_ref().map(Personal::reveal);
        let status = row.statuses.last().map_or(StatusWord::Active, |change| change.status.word());
        let organization = row.ties.organization.as_ref().and_then(|tie| all.get(tie.to));
        Self {
            id: row.customer,
            email: known.map(|profile| profile.email.as_typed().to_owned()),
            first_name: known.map(|profile| profile.first_name.as_str().to_owned()),
            last_name: known.map(|profile| profile.last_name.as_str().to_owned()),
            status: status.to_string(),
            organization: organization.map(|one| one.code.to_string()),
            manager_id: row.ties.manager.as_ref().map(|tie| tie.to),
        }
    }

    pub(crate) fn shown_email(&self) -> String {
        self.email.clone().unwrap_or_else(|| "(erased)".to_owned())
    }
}
