//! A course as printed.

use rollbook_domain::catalogue::{Catalogue, Course};
use rollbook_domain::id::CourseId;
use serde::Serialize;

use crate::Column;
use crate::page::listed;

#[derive(Serialize)]
pub(super) struct View {
    pub(super) id: CourseId,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) version: u32,
    /// Whether completing items can complete the latest version: whether one is required.
    pub(super) is_completable: bool,
    pub(super) items: Vec<String>,
    pub(super) products: Vec<String>,
    pub(super) revision: u64,
}

pub(super) const COLUMNS: &[Column<View>] = &[
    Column::data("id"),
    Column::new("code", "CODE", |course, _| course.code.clone()),
    Column::new("title", "TITLE", |course, _| course.title.clone()),
    Column::new("version", "VERSION", |course, _| course.version.to_string()),
    Column::new("items", "ITEMS", |course, _| course.items.len().to_string()),
    Column::new("products", "OPENED BY", |course, _| listed(&course.products)),
    Column::data("revision"),
];

/// A course with the codes of its items and of the products that open it.
pub(super) fn view(course: &Course, catalogue: &Catalogue) -> View {
    View {
        id: course.id,
        code: course.code.to_string(),
        title: course.title.to_string(),
        version: course.latest_version(),
        is_completable: course.has_required_items(course.latest_version()),
        items: course.items_of(course.latest_version()).map(|item| item.code.to_string()).collect(),
        products: catalogue.products_with(course.id).map(|product| product.code.to_string()).collect(),
        revision: course.revision.get(),
    }
}
