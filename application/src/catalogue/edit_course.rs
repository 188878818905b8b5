//! Giving a course a new title.

use rollbook_domain::catalogue::retitle_course;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CourseId;
use rollbook_domain::text::Title;

use super::get_course;
use crate::{Changed, Desk, Failure};

/// Gives the course that `key` names a new title.
///
/// # Errors
/// [`Failure::Missing`] for a course that does not exist.
pub async fn edit_course(desk: &Desk<'_>, key: &str, title: Title) -> Result<Changed<CourseId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let catalogue = desk.store.catalogue().await?;
        let course = get_course(&catalogue, key)?;
        let (outcome, events) = retitle_course(course, title.clone());
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Course(course.id), course.revision);
        for event in events {
            commit.push(Event::Course(course.id, event), None);
        }
        if tries.commit(commit).await? {
            return Ok(Changed { id: course.id, outcome });
        }
    }
}
