//! Putting a result on record, with what it means for the course.

use super::completion::effect;
use super::{ItemResult, Transcript, TranscriptEvent};
use crate::catalogue::Course;
use crate::id::ItemId;
use crate::time::Instant;

/// The events that put a result on record: the entry itself, and the course completed or turned back by it (TRN-15).
///
/// Without events the very same is on record already, and says nothing new of the course either; it does where items that
/// were waited for are not required any more. Whether the result may be recorded at all is not asked here; `at`
/// is when it is recorded.
pub fn record_item(
    transcript: &Transcript,
    course: &Course,
    version: u32,
    item: ItemId,
    result: ItemResult,
    at: Instant,
) -> Vec<TranscriptEvent> {
    let effect = effect(transcript, course, version, item, &result, at);
    let is_known = transcript.item(item, version).is_some_and(|record| record.result == result);
    let recorded =
        (!is_known).then_some(TranscriptEvent::ItemRecorded { item, course: course.id, version, result });
    recorded.into_iter().chain(effect).collect()
}
