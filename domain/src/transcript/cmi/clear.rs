//! Clearing run-time data (TRN-07).

use super::{CmiData, CmiRefused};
use crate::catalogue::{ContentItem, Course, ItemKind};
use crate::refusal::Outcome;
use crate::time::Instant;
use crate::transcript::{ItemResult, ItemStatus, RecordedBy, Transcript, TranscriptEvent, record_item};

/// Clears everything that a module sent, in all versions of its course; the item returns to not attempted in each of them
/// that data was cleared of, and what it was before stays in its history.
///
/// # Errors
/// [`CmiRefused::NotAModule`] (TRN-07).
pub fn clear_cmi(
    transcript: &Transcript,
    data: &CmiData,
    course: &Course,
    item: &ContentItem,
    now: Instant,
) -> Result<(Outcome, Vec<TranscriptEvent>), CmiRefused> {
    if item.terms.kind != ItemKind::Scorm {
        return Err(CmiRefused::NotAModule { item: item.code.clone(), kind: item.terms.kind });
    }
    if data.attempts.is_empty() {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    let mut versions: Vec<u32> = data.attempts.iter().map(|attempt| attempt.version).collect();
    versions.dedup();
    let mut events = vec![TranscriptEvent::CmiCleared { item: item.id }];
    for version in versions {
        let current = transcript.item(item.id, version);
        if current.is_some_and(|record| record.result.status != ItemStatus::NotAttempted) {
            let result = ItemResult::not_attempted(RecordedBy::Administrator);
            events.extend(record_item(transcript, course, version, item.id, result, now));
        }
    }
    Ok((Outcome::Applied, events))
}
