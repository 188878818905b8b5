//! Folding a transcript's stream.

use super::{CourseMark, ItemRecord, Submission, Transcript, TranscriptEvent};
use crate::stamp::Stamp;

impl Transcript {
    /// Folds one more event into the transcript; the removal of a submission it does not hold changes nothing.
    pub fn apply(&mut self, event: &TranscriptEvent, stamp: &Stamp) {
        self.revision = stamp.position;
        let stamp = stamp.clone();
        match event {
            TranscriptEvent::ItemRecorded { item, course, version, result } => {
                let (item, course, version, result) = (*item, *course, *version, *result);
                self.items.push(ItemRecord { item, course, version, result, stamp });
            }
            TranscriptEvent::AttemptSubmitted { .. } => {
                self.submissions.extend(Submission::from_event(event, &stamp));
            }
            TranscriptEvent::CmiCommitted(_) | TranscriptEvent::CmiCleared { .. } => {}
            TranscriptEvent::SubmissionRemoved { submission } => {
                let held = self.submissions.iter_mut().find(|held| held.id == *submission);
                if let Some(held) = held.filter(|held| held.removed.is_none()) {
                    held.removed = Some(stamp);
                }
            }
            TranscriptEvent::CourseCompleted { .. }
            | TranscriptEvent::CourseReopened { .. }
            | TranscriptEvent::CourseWaived { .. }
            | TranscriptEvent::CourseWaiverLifted { .. } => {
                if let Some((course, version, change)) = event.course_change() {
                    self.marks.push(CourseMark { course, version, change, stamp });
                }
            }
        }
    }
}

impl Submission {
    /// The submission that an event hands in; `None` for any other event.
    pub fn from_event(event: &TranscriptEvent, stamp: &Stamp) -> Option<Self> {
        let TranscriptEvent::AttemptSubmitted {
            submission,
            item,
            course,
            version,
            submitted_at,
            score,
            is_passed,
            is_synthetic,
            started_at,
            edition,
            is_in_grace,
            answers: _,
        } = event
        else {
            return None;
        };
        Some(Self {
            id: *submission,
            item: *item,
            course: *course,
            version: *version,
            submitted_at: *submitted_at,
            score: *score,
            is_passed: *is_passed,
            is_synthetic: *is_synthetic,
            started_at: *started_at,
            edition: *edition,
            is_in_grace: *is_in_grace,
            stamp: stamp.clone(),
            removed: None,
        })
    }
}
