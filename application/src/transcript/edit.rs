//! An administrator's word on an item (TRN-05, TRN-06, Q-55).

use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;
use rollbook_domain::time::{Moment, Zone};
use rollbook_domain::transcript::{EditResult, ItemStatus, Score, TranscriptRefused, edit_result};

use super::change::{About, change, refused};
use crate::catalogue::get_item;
use crate::{Changed, Desk, Failure};

/// An edit of what is on record of an item, as typed; `None` keeps what is there.
#[derive(Debug, Clone, Default)]
pub struct EditItemResult {
    /// The item, by id or code.
    pub item: String,
    /// A new status.
    pub status: Option<ItemStatus>,
    /// When it was completed; a date means the start of that day.
    pub completed_at: Option<Moment>,
    /// The points of a new score in the item's own scale, or no score any more.
    pub score: Option<Option<String>>,
    /// Why, for the history.
    pub reason: Option<Note>,
}

/// Edits what is on record of an item of the learner's course version.
///
/// # Errors
/// What [`edit_result`] refuses (TRN-05, Q-55, ENR-14), a score outside the item's scale (TRN-16), [`Failure::Missing`]
/// for a customer or item that does not exist.
pub async fn edit_item_result(
    desk: &Desk<'_>,
    key: &CustomerKey,
    command: &EditItemResult,
) -> Result<Changed<CustomerId>, Failure> {
    let zone: Zone = desk.tenant().await?.settings.time_zone;
    let find = |catalogue: &Catalogue| {
        let item = get_item(catalogue, &command.item)?;
        Ok(About::Item(item.course, item.id))
    };
    change(desk, key, command.reason.as_ref(), find, |facts, asked| {
        let item = get_item(asked.catalogue, &command.item)?;
        let score = |points: &String| {
            Score::read(points, item.terms.maximum_score)
                .map_err(|error| refused(TranscriptRefused::Score(error)))
        };
        let score = match &command.score {
            None => None,
            Some(points) => Some(points.as_ref().map(score).transpose()?),
        };
        let completed_at = command.completed_at.map(|moment| moment.starts_at(&zone));
        let edit = EditResult { status: command.status, completed_at, score };
        let (outcome, events) =
            edit_result(facts, item, asked.quiz, edit, asked.now, desk.ids).map_err(refused)?;
        Ok((completed_at.unwrap_or(asked.now), outcome, events))
    })
    .await
}
