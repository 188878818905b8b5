//! Editing an item.

use rollbook_domain::catalogue::{
    Decimal, ItemKind, ItemOpening, ItemTerms, check_opening, edit_item as decide,
};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::ItemId;
use rollbook_domain::text::Title;

use super::get_item;
use crate::transcript::finish_course;
use crate::{Changed, Desk, Failure};

/// What to change of an item; nothing said keeps what is there.
#[derive(Debug, Clone, Default)]
pub struct ItemEdit {
    /// A new title.
    pub title: Option<Title>,
    /// Another kind of content.
    pub kind: Option<ItemKind>,
    /// Whether the course needs it.
    pub is_required: Option<bool>,
    /// Another share in the course's assessment, in percent, or none.
    pub weight: Option<Option<Decimal>>,
    /// Another best score, or none.
    pub maximum_score: Option<Option<Decimal>>,
    /// Another number of attempts, or any number.
    pub attempt_limit: Option<Option<u32>>,
    /// Another item that must be completed first, by code or id, or none.
    pub after: Option<Option<String>>,
    /// Whether it is the course's final assessment.
    pub is_final_assessment: Option<bool>,
}

/// What an edit of an item came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemEdited {
    /// The item, and whether it changed.
    pub change: Changed<ItemId>,
    /// For how many learners the course is complete by it (TRN-02).
    pub completed: u64,
}

/// Edits the item that `key` names.
///
/// Where it is said not to be required, the course is completed afterwards for everybody of whom all that still is required is
/// complete (TRN-02), some at a time; asking for the same again does what a run that was stopped has left.
///
/// # Errors
/// What [`decide`] refuses: numbers out of their range (TRN-16) and no attempt at all (TRN-12); and what
/// [`check_opening`] does (MAIL-10, MAIL-12). [`Failure::Missing`] for an item that does not exist.
pub async fn edit_item(desk: &Desk<'_>, key: &str, command: ItemEdit) -> Result<ItemEdited, Failure> {
    let mut tries = desk.tries();
    loop {
        let catalogue = desk.store.catalogue().await?;
        let item = get_item(&catalogue, key)?;
        let old = item.terms.clone();
        let after = match &command.after {
            None => None,
            Some(None) => Some(None),
            Some(Some(key)) => Some(Some(get_item(&catalogue, key)?.id)),
        };
        let terms = ItemTerms {
            title: command.title.clone().unwrap_or(old.title),
            kind: command.kind.unwrap_or(old.kind),
            is_required: command.is_required.unwrap_or(old.is_required),
            weight: command.weight.unwrap_or(old.weight),
            maximum_score: command.maximum_score.unwrap_or(old.maximum_score),
            attempt_limit: command.attempt_limit.unwrap_or(old.attempt_limit),
            opening: ItemOpening {
                after: after.unwrap_or(old.opening.after),
                is_final_assessment: command.is_final_assessment.unwrap_or(old.opening.is_final_assessment),
            },
        };
        if let Some(course) = catalogue.course(item.course) {
            check_opening(course, Some(item.id), &terms)?;
        }
        let (outcome, events) = decide(item, terms)?;
        let mut commit = desk.new_commit(desk.now());
        let revision = catalogue.course(item.course).map_or_else(Default::default, |course| course.revision);
        commit.expect(StreamId::Course(item.course), revision);
        for event in events {
            commit.push(Event::Course(item.course, event), None);
        }
        if tries.commit(commit).await? {
            let change = Changed { id: item.id, outcome };
            let completed = match command.is_required {
                Some(false) => finish_course(desk, item.course).await?,
                _ => 0,
            };
            return Ok(ItemEdited { change, completed });
        }
    }
}
