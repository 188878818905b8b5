//! Making a course.

use rollbook_domain::catalogue::{AddCourse, add_course as decide};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CourseId;
use rollbook_domain::stamp::Revision;

use crate::{Desk, Failure};

/// Makes a course with its version 1.
///
/// # Errors
/// What [`add_course`](decide) refuses: a code that is taken (ORD-09); and [`Failure::Missing`] while the tenant does
/// not exist.
pub async fn add_course(desk: &Desk<'_>, command: AddCourse) -> Result<CourseId, Failure> {
    desk.tenant().await?;
    let id = CourseId::next(desk.ids);
    let mut tries = desk.tries();
    loop {
        let catalogue = desk.store.catalogue().await?;
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Course(id), Revision::NONE);
        for event in decide(&catalogue, command.clone())? {
            commit.push(Event::Course(id, event), None);
        }
        if tries.commit(commit).await? {
            return Ok(id);
        }
    }
}
