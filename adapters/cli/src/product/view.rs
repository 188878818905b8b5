//! A product as printed.

use rollbook_domain::catalogue::{Catalogue, Product};
use rollbook_domain::id::ProductId;
use serde::Serialize;

use crate::Column;
use crate::page::listed;

#[derive(Serialize)]
pub(super) struct View {
    pub(super) id: ProductId,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) courses: Vec<String>,
    pub(super) prices: Vec<String>,
    pub(super) revision: u64,
    /// Its own words for those whose courses have expired.
    pub(super) expired_message: Option<String>,
}

pub(super) const COLUMNS: &[Column<View>] = &[
    Column::data("id"),
    Column::new("code", "CODE", |product, _| product.code.clone()),
    Column::new("title", "TITLE", |product, _| product.title.clone()),
    Column::new("courses", "OPENS", |product, _| listed(&product.courses)),
    Column::new("prices", "PRICES", |product, _| listed(&product.prices)),
    Column::data("revision"),
    Column::data("expired_message"),
];

/// A product with the codes of its courses and prices.
pub(super) fn view(product: &Product, catalogue: &Catalogue) -> View {
    let courses = product.courses.iter().filter_map(|course| catalogue.course(*course));
    View {
        id: product.id,
        code: product.code.to_string(),
        title: product.title.to_string(),
        courses: courses.map(|course| course.code.to_string()).collect(),
        prices: catalogue.prices_of(product.id).map(|price| price.code.to_string()).collect(),
        revision: product.revision.get(),
        expired_message: product.expired_message.as_ref().map(ToString::to_string),
    }
}
