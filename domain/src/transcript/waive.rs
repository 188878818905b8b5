//! A course marked complete by hand (TRN-15).

use super::{LearnerFacts, TranscriptEvent, TranscriptRefused};
use crate::refusal::Outcome;
use crate::time::Instant;

/// Marks the learner's version of the course complete whatever its items say, or takes that mark away.
///
/// # Errors
/// [`TranscriptRefused::NeverGranted`] (ACC-01), [`TranscriptRefused::Unenrolled`].
pub fn waive(
    facts: &LearnerFacts<'_>,
    is_waived: bool,
    now: Instant,
) -> Result<(Outcome, Vec<TranscriptEvent>), TranscriptRefused> {
    facts.writable_at(now)?;
    let (course, version) = (facts.course.id, facts.version_at(now));
    let standing = facts.transcript.standing(course, version);
    if standing.waived_at.is_some() == is_waived {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    let event = if is_waived {
        TranscriptEvent::CourseWaived { course, version }
    } else {
        TranscriptEvent::CourseWaiverLifted { course, version }
    };
    Ok((Outcome::Applied, vec![event]))
}
