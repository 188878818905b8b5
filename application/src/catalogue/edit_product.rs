//! Editing a product.

use rollbook_domain::catalogue::{EditProduct, edit_product as decide};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::ProductId;
use rollbook_domain::text::{Message, Title};

use super::{get_course, get_product};
use crate::{Changed, Desk, Failure};

/// What to change of a product; nothing said keeps what is there.
#[derive(Debug, Clone, Default)]
pub struct ProductEdit {
    /// A new title.
    pub title: Option<Title>,
    /// Courses it opens besides, each by id or code.
    pub add_courses: Vec<String>,
    /// Courses it opens no longer, each by id or code.
    pub remove_courses: Vec<String>,
    /// What learners are told once their courses have expired by it; `Some(None)` takes its own words away.
    pub expired_message: Option<Option<Message>>,
}

/// Edits the product that `key` names, for earlier buyers too.
///
/// # Errors
/// [`Failure::Missing`] for a product or course that does not exist.
pub async fn edit_product(
    desk: &Desk<'_>,
    key: &str,
    command: ProductEdit,
) -> Result<Changed<ProductId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let catalogue = desk.store.catalogue().await?;
        let product = get_product(&catalogue, key)?;
        let mut courses = product.courses.clone();
        for key in &command.add_courses {
            courses.push(get_course(&catalogue, key)?.id);
        }
        for key in &command.remove_courses {
            let removed = get_course(&catalogue, key)?.id;
            courses.retain(|course| *course != removed);
        }
        let edit = EditProduct {
            title: command.title.clone(),
            courses: Some(courses),
            expired_message: command.expired_message.clone(),
        };
        let (outcome, events) = decide(product, edit);
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Product(product.id), product.revision);
        for event in events {
            commit.push(Event::Product(product.id, event), None);
        }
        if tries.commit(commit).await? {
            return Ok(Changed { id: product.id, outcome });
        }
    }
}
