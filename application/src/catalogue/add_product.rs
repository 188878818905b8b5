//! Making a product.

use rollbook_domain::catalogue::{AddProduct, add_product as decide};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::ProductId;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Title};

use super::get_course;
use crate::{Desk, Failure};

/// A new product's facts as a person gives them.
#[derive(Debug, Clone)]
pub struct NewProduct {
    /// Unique among products.
    pub code: Code,
    /// The title shown.
    pub title: Title,
    /// The courses it opens, each by id or code.
    pub courses: Vec<String>,
}

/// Makes a product.
///
/// # Errors
/// What [`add_product`](decide) refuses: a code that is taken (ORD-09); and [`Failure::Missing`] for a course that
/// does not exist, and while the tenant does not exist.
pub async fn add_product(desk: &Desk<'_>, command: NewProduct) -> Result<ProductId, Failure> {
    desk.tenant().await?;
    let id = ProductId::next(desk.ids);
    let mut tries = desk.tries();
    loop {
        let catalogue = desk.store.catalogue().await?;
        let mut courses = Vec::with_capacity(command.courses.len());
        for key in &command.courses {
            courses.push(get_course(&catalogue, key)?.id);
        }
        let (code, title) = (command.code.clone(), command.title.clone());
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Product(id), Revision::NONE);
        for event in decide(&catalogue, AddProduct { code, title, courses })? {
            commit.push(Event::Product(id, event), None);
        }
        if tries.commit(commit).await? {
            return Ok(id);
        }
    }
}
