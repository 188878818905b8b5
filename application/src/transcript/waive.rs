//! A course marked complete by hand (TRN-15).

use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;
use rollbook_domain::transcript::waive;

use super::change::{About, change, refused};
use crate::catalogue::get_course;
use crate::{Changed, Desk, Failure};

/// Marks the learner's version of a course complete by hand, or takes the mark away.
///
/// # Errors
/// What [`waive`] refuses (ACC-01, Q-55), [`Failure::Missing`] for a customer or course that does not exist.
pub async fn waive_course(
    desk: &Desk<'_>,
    key: &CustomerKey,
    course: &str,
    is_waived: bool,
    reason: Option<Note>,
) -> Result<Changed<CustomerId>, Failure> {
    let find = |catalogue: &rollbook_domain::catalogue::Catalogue| {
        Ok(About::Course(get_course(catalogue, course)?.id))
    };
    change(desk, key, reason.as_ref(), find, |facts, asked| {
        let (outcome, events) = waive(facts, is_waived, asked.now).map_err(refused)?;
        Ok((asked.now, outcome, events))
    })
    .await
}
