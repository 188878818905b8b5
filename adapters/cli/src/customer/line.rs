//! One line of a list of customers.

use rollbook_domain::customer::Origin;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerSummary;
use rollbook_domain::time::{Instant, in_words};
use serde::Serialize;

use crate::Column;

/// One customer of a list.
#[derive(Serialize)]
pub(crate) struct Line {
    id: CustomerId,
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    code: Option<String>,
    status: String,
    origin: Origin,
    created_at: Instant,
    is_erased: bool,
}

/// The columns of every list of customers.
pub(crate) const COLUMNS: &[Column<Line>] = &[
    Column::new("id", "ID", |line, _| line.id.to_string()),
    Column::new("email", "EMAIL", |line, _| line.email.clone().unwrap_or_else(|| "(erased)".to_owned())),
    Column::new("first_name", "FIRST NAME", |line, _| line.first_name.clone().unwrap_or_default()),
    Column::new("last_name", "LAST NAME", |line, _| line.last_name.clone().unwrap_or_default()),
    Column::data("code"),
    Column::new("status", "STATUS", |line, _| line.status.clone()),
    Column::new("origin", "ORIGIN", |line, _| line.origin.to_string()),
    Column::new("created_at", "CREATED", |line, zone| in_words(line.created_at, zone)),
    Column::data("is_erased"),
];

impl From<CustomerSummary> for Line {
    fn from(summary: CustomerSummary) -> Self {
        let profile = summary.profile.map(rollbook_domain::personal::Personal::into_inner);
        let known = profile.as_ref();
        Self {
            id: summary.id,
            email: known.map(|profile| profile.email.as_typed().to_owned()),
            first_name: known.map(|profile| profile.first_name.as_str().to_owned()),
            last_name: known.map(|profile| profile.last_name.as_str().to_owned()),
            code: known.and_then(|profile| profile.code.as_ref()).map(ToString::to_string),
            status: summary.status.to_string(),
            origin: summary.origin,
            created_at: summary.created_at,
            is_erased: profile.is_none(),
        }
    }
}
