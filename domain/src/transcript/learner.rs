//! What a decision about one learner and one course rests on.

use super::{Transcript, TranscriptRefused, version_at};
use crate::access::AccessGrant;
use crate::catalogue::Course;
use crate::enrollment::{EnrollmentFact, EnrollmentState, state_at};
use crate::time::Instant;

/// What a decision about one learner and one course rests on.
#[derive(Debug, Clone, Copy)]
pub struct LearnerFacts<'a> {
    /// What is on record so far.
    pub transcript: &'a Transcript,
    /// The course.
    pub course: &'a Course,
    /// The customer's grants of products that open it, in the order written.
    pub grants: &'a [AccessGrant],
    /// What was written about the enrollment, in the order written.
    pub enrollment: &'a [EnrollmentFact],
}

impl LearnerFacts<'_> {
    /// The version that the learner takes at `now`.
    pub fn version_at(&self, now: Instant) -> u32 {
        version_at(self.course, self.grants, self.enrollment, now)
    }

    /// The state of the enrollment, where an administrator may write to the transcript: any but U.
    ///
    /// # Errors
    /// [`TranscriptRefused::NeverGranted`] (ACC-01), [`TranscriptRefused::Unenrolled`].
    pub fn writable_at(&self, now: Instant) -> Result<EnrollmentState, TranscriptRefused> {
        let customer = self.transcript.customer;
        match state_at(self.grants, self.enrollment, now) {
            None => Err(TranscriptRefused::NeverGranted(customer)),
            Some(EnrollmentState::Unenrolled { .. }) => Err(TranscriptRefused::Unenrolled(customer)),
            Some(state) => Ok(state),
        }
    }
}
