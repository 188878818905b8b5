//! A content item as printed.

use rollbook_domain::catalogue::{Catalogue, ContentItem, ItemKind};
use rollbook_domain::id::{CourseId, ItemId};
use serde::Serialize;

use crate::Column;
use crate::page::yes_no;

#[derive(Serialize)]
pub(super) struct View {
    pub(super) id: ItemId,
    pub(super) code: String,
    pub(super) course: String,
    pub(super) course_id: CourseId,
    pub(super) title: String,
    pub(super) kind: ItemKind,
    pub(super) is_required: bool,
    /// In percent, a decimal number in a text.
    pub(super) weight: Option<String>,
    /// A decimal number in a text.
    pub(super) maximum_score: Option<String>,
    pub(super) attempt_limit: Option<u32>,
    pub(super) since_version: u32,
    pub(super) until_version: Option<u32>,
    /// The code of the item that has to be completed first.
    pub(super) opens_after: Option<String>,
    pub(super) is_final_assessment: bool,
}

pub(super) const COLUMNS: &[Column<View>] = &[
    Column::data("id"),
    Column::new("code", "CODE", |item, _| item.code.clone()),
    Column::new("course", "COURSE", |item, _| item.course.clone()),
    Column::data("course_id"),
    Column::new("title", "TITLE", |item, _| item.title.clone()),
    Column::new("kind", "KIND", |item, _| item.kind.to_string()),
    Column::new("is_required", "REQUIRED", |item, _| yes_no(item.is_required)),
    Column::new("weight", "WEIGHT", |item, _| item.weight.clone().unwrap_or_default()),
    Column::new("maximum_score", "BEST SCORE", |item, _| item.maximum_score.clone().unwrap_or_default()),
    Column::new("attempt_limit", "ATTEMPTS", |item, _| {
        item.attempt_limit.map_or_else(|| "any".to_owned(), |limit| limit.to_string())
    }),
    Column::data("since_version"),
    Column::data("until_version"),
    Column::data("opens_after"),
    Column::data("is_final_assessment"),
];

/// An item with the code of its course.
pub(super) fn view(item: &ContentItem, catalogue: &Catalogue) -> View {
    let terms = &item.terms;
    View {
        id: item.id,
        code: item.code.to_string(),
        course: catalogue
            .course(item.course)
            .map_or_else(|| item.course.to_string(), |course| course.code.to_string()),
        course_id: item.course,
        title: terms.title.to_string(),
        kind: terms.kind,
        is_required: terms.is_required,
        weight: terms.weight.map(|weight| weight.to_string()),
        maximum_score: terms.maximum_score.map(|score| score.to_string()),
        attempt_limit: terms.attempt_limit,
        since_version: item.since_version,
        until_version: item.until_version,
        opens_after: terms.opening.after.map(|after| {
            catalogue.item(after).map_or_else(|| after.to_string(), |item| item.code.to_string())
        }),
        is_final_assessment: terms.opening.is_final_assessment,
    }
}
