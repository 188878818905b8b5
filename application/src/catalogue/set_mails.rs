//! Setting the mails that a course sends.

use rollbook_domain::catalogue::{CourseMails, set_mails};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CourseId;

use super::get_course;
use crate::{Changed, Desk, Failure};

/// What to change of the mails of a course; nothing said keeps what is there.
#[derive(Debug, Clone, Copy, Default)]
pub struct CourseMailsEdit {
    /// Whether learners are asked about the course at its end.
    pub has_survey: Option<bool>,
    /// Whether learners are told of items that were locked or unlocked.
    pub tells_locks: Option<bool>,
    /// After how many days without progress learners are reminded, or never.
    pub inactivity_days: Option<Option<u32>>,
}

/// Sets which mails the course that `key` names sends from now on.
///
/// # Errors
/// What [`set_mails`] refuses (MAIL-11). [`Failure::Missing`] for a course that does not exist.
pub async fn set_course_mails(
    desk: &Desk<'_>,
    key: &str,
    command: CourseMailsEdit,
) -> Result<Changed<CourseId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let catalogue = desk.store.catalogue().await?;
        let course = get_course(&catalogue, key)?;
        let old = course.mails;
        let mails = CourseMails {
            has_survey: command.has_survey.unwrap_or(old.has_survey),
            tells_locks: command.tells_locks.unwrap_or(old.tells_locks),
            inactivity_days: command.inactivity_days.unwrap_or(old.inactivity_days),
        };
        let (outcome, events) = set_mails(course, mails)?;
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
