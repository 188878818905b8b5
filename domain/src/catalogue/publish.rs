//! Publishing a further version of a course (ENR-14).

use super::{CatalogueRefused, ContentItem, Course, CourseEvent};
use crate::id::ItemId;

/// Publishes the next version of a course: with the items of the one before, but for those named.
///
/// Whoever is in the course goes on with their version; who comes in from now on takes the new one and starts fresh in
/// it. New items are added to it afterwards.
///
/// # Errors
/// [`CatalogueRefused::NotInVersion`] (ENR-14) for an item that the version before has not.
pub fn publish_course(
    course: &Course,
    without: &[&ContentItem],
) -> Result<Vec<CourseEvent>, CatalogueRefused> {
    let latest = course.latest_version();
    let mut dropped: Vec<ItemId> = Vec::new();
    for item in without {
        if item.course != course.id || !item.is_in(latest) {
            let (item, course) = (item.code.clone(), course.code.clone());
            return Err(CatalogueRefused::NotInVersion { item, course, version: latest });
        }
        if !dropped.contains(&item.id) {
            dropped.push(item.id);
        }
    }
    Ok(vec![CourseEvent::CoursePublished { version: latest + 1, without: dropped }])
}
