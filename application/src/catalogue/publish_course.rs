//! Publishing a further version of a course (ENR-14).

use rollbook_domain::catalogue::{ContentItem, publish_course as publish};
use rollbook_domain::event::{Event, StreamId};

use super::{get_course, get_item};
use crate::{Desk, Failure};

/// Publishes the next version of a course, without the items named, and gives its number.
///
/// # Errors
/// An item that is not in the version before (ENR-14), [`Failure::Missing`] for a course or item that does not exist.
pub async fn publish_course(desk: &Desk<'_>, key: &str, without: &[String]) -> Result<u32, Failure> {
    let mut tries = desk.tries();
    loop {
        let catalogue = desk.store.catalogue().await?;
        let course = get_course(&catalogue, key)?;
        let dropped: Vec<&ContentItem> =
            without.iter().map(|item| get_item(&catalogue, item)).collect::<Result<_, _>>()?;
        let events = publish(course, &dropped)?;
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Course(course.id), course.revision);
        for event in events {
            commit.push(Event::Course(course.id, event), None);
        }
        if tries.commit(commit).await? {
            return Ok(course.latest_version() + 1);
        }
    }
}
