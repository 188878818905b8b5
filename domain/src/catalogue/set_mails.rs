//! Setting the mails that a course sends (MAIL-08, MAIL-11).

use super::{CatalogueRefused, Course, CourseEvent, CourseMails};
use crate::refusal::Outcome;

/// Sets which mails a course sends from now on.
///
/// # Errors
/// [`CatalogueRefused::InactivityDays`] (MAIL-11).
pub fn set_mails(
    course: &Course,
    mails: CourseMails,
) -> Result<(Outcome, Vec<CourseEvent>), CatalogueRefused> {
    if let Some(days) = mails.inactivity_days.filter(|days| !(1..=365).contains(days)) {
        return Err(CatalogueRefused::InactivityDays(days));
    }
    if mails == course.mails {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    Ok((Outcome::Applied, vec![CourseEvent::CourseMailsSet { mails }]))
}
