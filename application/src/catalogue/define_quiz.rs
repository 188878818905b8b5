//! Giving a quiz its questions.

use rollbook_domain::catalogue::quiz::{DefineQuiz, Quiz, define_quiz as decide};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::ItemId;

use super::{get_course, get_item};
use crate::{Changed, Desk, Failure};

/// Defines what the quiz that `key` names asks from now on; marks that were given stay as they are.
///
/// # Errors
/// What [`decide`] refuses: an item of another kind (TRN-13). [`Failure::Missing`] for an item that does not exist.
pub async fn define_quiz(desk: &Desk<'_>, key: &str, quiz: Quiz) -> Result<Changed<ItemId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let catalogue = desk.store.catalogue().await?;
        let item = get_item(&catalogue, key)?;
        let course = get_course(&catalogue, &item.course.to_string())?;
        let known = desk.store.find_quiz(item.id).await?;
        let (outcome, events) = decide(course, item, known.as_ref(), DefineQuiz { quiz: quiz.clone() })?;
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Course(course.id), course.revision);
        for event in events {
            commit.push(Event::Course(course.id, event), None);
        }
        if tries.commit(commit).await? {
            return Ok(Changed { id: item.id, outcome });
        }
    }
}
