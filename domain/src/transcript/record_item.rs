//! Putting a result on record, with what it means for the course.

use super::completion::effect;
use super::{ItemResult, Transcript, TranscriptEvent};
use crate::catalogue::Course;
use crate::id::ItemId;
use crate::time::Instant;

/// The events that put a result on record: the entry itself, and the course completed or turned back by it (TRN-15).
///
/// Without events the very same is on record already. Whether the result may be recorded at all is not asked here; `at`
/// is when it is recorded.
pub fn record_item(
    transcript: &Transcript,
    course: &Course,
    version: u32,
    item: ItemId,
    result: ItemResult,
    at: Instant,
) -> Vec<TranscriptEvent> {
    if transcript.item(item, version).is_some_and(|record| record.result == result) {
        return Vec::new();
    }
    let effect = effect(transcript, course, version, item, &result, at);
    let recorded = TranscriptEvent::ItemRecorded { item, course: course.id, version, result };
    std::iter::once(recorded).chain(effect).collect()
}
