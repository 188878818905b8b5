//! Taking a submission out (TRN-11).

use super::refusal::AttemptRefused;
use super::work::{marked, quiz_work};
use crate::catalogue::Course;
use crate::id::SubmissionId;
use crate::refusal::Outcome;
use crate::time::Instant;
use crate::transcript::work::{WorkChange, recorded};
use crate::transcript::{ItemResult, RecordedBy, Transcript, TranscriptEvent, record_item};

/// Takes a submission out, which gives the attempt back (TRN-12); quiz and course are worked out anew from those that
/// stand. What was put on record by hand, and not by submissions, stays.
///
/// # Errors
/// [`AttemptRefused::NoSubmission`] (TRN-11).
pub fn remove_submission(
    transcript: &Transcript,
    course: &Course,
    submission: SubmissionId,
    now: Instant,
) -> Result<(Outcome, Vec<TranscriptEvent>), AttemptRefused> {
    let held = transcript
        .submissions
        .iter()
        .find(|held| held.id == submission)
        .ok_or(AttemptRefused::NoSubmission(submission))?;
    if held.removed.is_some() {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    let (item, version) = (held.item, held.version);
    let before = quiz_work(transcript.submissions_of(item, version));
    let after = quiz_work(transcript.submissions_of(item, version).filter(|other| other.id != submission));
    let outside = marked(transcript, item, version, &after);
    let after = ItemResult { by: RecordedBy::Administrator, outside, ..after };
    let current = transcript.item(item, version).map(|record| &record.result);
    let mut events = vec![TranscriptEvent::SubmissionRemoved { submission }];
    if let Some(result) = recorded(current, &before, after, WorkChange::TakenAway) {
        events.extend(record_item(transcript, course, version, item, result, now));
    }
    Ok((Outcome::Applied, events))
}
