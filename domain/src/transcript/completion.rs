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
    let done_at = |required| {
        if required == item {
            return Some(result.completed_at.unwrap_or(at));
        }
        done_at(transcript, required, version)
    };
    completed(course, version, done_at)
}

/// What completes a course of which everything that is still required is complete, and which nothing has completed yet: some
/// item is not required any more (TRN-02).
pub fn finish(transcript: &Transcript, course: &Course, version: u32) -> Option<TranscriptEvent> {
    if transcript.standing(course.id, version).completed_at.is_some() {
        return None;
    }
    completed(course, version, |required| done_at(transcript, required, version))
}

/// The course completed with the last of its required items, where all of them are complete and there are any.
fn completed(
    course: &Course,
    version: u32,
    done_at: impl Fn(ItemId) -> Option<Instant>,
) -> Option<TranscriptEvent> {
    let required = course.items_of(version).filter(|item| item.terms.is_required);
    let done: Option<Vec<Instant>> = required.map(|item| done_at(item.id)).collect();
    let completed_at = done?.into_iter().max()?;
    Some(TranscriptEvent::CourseCompleted { course: course.id, version, completed_at })
}

/// When an item was completed, if what counts of it says that it was.
fn done_at(transcript: &Transcript, item: ItemId, version: u32) -> Option<Instant> {
    let record = transcript.item(item, version).filter(|record| record.result.status.is_complete())?;
    Some(record.result.completed_at.unwrap_or(record.stamp.effective_at))
}
