//! When the items of a course complete it (TRN-02, TRN-15).

use super::{ItemResult, Transcript, TranscriptEvent};
use crate::catalogue::Course;
use crate::id::ItemId;
use crate::time::Instant;

/// What a result on an item means for its course, against what is on record before it.
///
/// The last required item to be completed completes the course. Once it is complete, only a required item that is not
/// complete any more turns it back; what else is or becomes required does not. Without a required item the
/// course never completes by its items.
pub(super) fn effect(
    transcript: &Transcript,
    course: &Course,
    version: u32,
    item: ItemId,
    result: &ItemResult,
    at: Instant,
) -> Option<TranscriptEvent> {
    let is_complete = transcript.standing(course.id, version).completed_at.is_some();
    let required = || course.items_of(version).filter(|item| item.terms.is_required);
    if is_complete {
        let was_complete =
            transcript.item(item, version).is_some_and(|record| record.result.status.is_complete());
        let turns_back =
            was_complete && !result.status.is_complete() && required().any(|required| required.id == item);
        return turns_back.then_some(TranscriptEvent::CourseReopened { course: course.id, version });
    }
    if !result.status.is_complete() {
        return None;
    }
    let mut completed_at = None;
    for required in required() {
        let done_at = if required.id == item {
            result.completed_at.unwrap_or(at)
        } else {
            let record = transcript.item(required.id, version)?;
            if !record.result.status.is_complete() {
                return None;
            }
            record.result.completed_at.unwrap_or(record.stamp.effective_at)
        };
        completed_at = completed_at.max(Some(done_at));
    }
    let completed_at = completed_at?;
    Some(TranscriptEvent::CourseCompleted { course: course.id, version, completed_at })
}
