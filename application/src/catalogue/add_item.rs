//! Adding an item to a course.

use rollbook_domain::catalogue::{AddItem, ItemTerms, add_item as decide, check_opening};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::ItemId;
use rollbook_domain::text::Code;

use super::get_course;
use crate::{Desk, Failure};

/// A new item's facts as a person gives them.
#[derive(Debug, Clone)]
pub struct NewItem {
    /// Unique among items.
    pub code: Code,
    /// The course it belongs to, by id or code.
    pub course: String,
    /// Its terms.
    pub terms: ItemTerms,
}

/// Adds an item to the latest version of a course.
///
/// # Errors
/// What [`add_item`](decide) refuses: a code that is taken (ORD-09), numbers that make no sense (TRN-12, TRN-16), an
/// item to wait for that is none of the course's (MAIL-12), a second final assessment (MAIL-10); and
/// [`Failure::Missing`] for a course that does not exist.
pub async fn add_item(desk: &Desk<'_>, command: NewItem) -> Result<ItemId, Failure> {
    let id = ItemId::next(desk.ids);
    let mut tries = desk.tries();
    loop {
        let catalogue = desk.store.catalogue().await?;
        let course = get_course(&catalogue, &command.course)?;
        let (code, terms) = (command.code.clone(), command.terms.clone());
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Course(course.id), course.revision);
        check_opening(course, None, &terms)?;
        for event in decide(&catalogue, AddItem { id, code, terms })? {
            commit.push(Event::Course(course.id, event), None);
        }
        if tries.commit(commit).await? {
            return Ok(id);
        }
    }
}
