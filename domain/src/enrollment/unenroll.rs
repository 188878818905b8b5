//! Taking a learner out of a course (ENR-09, ENR-16).

use super::{EnrollmentEvent, EnrollmentFact, EnrollmentRefused, EnrollmentState, state_at};
use crate::access::AccessGrant;
use crate::id::{CourseId, CustomerId};
use crate::refusal::Outcome;
use crate::time::Instant;

/// Takes a learner out of the course from `at` on; the data stay (ENR-13, TRN-14).
///
/// # Errors
/// [`EnrollmentRefused::NeverGranted`] (ACC-01) when no access was given by `at`.
pub fn unenroll(
    customer: CustomerId,
    course: CourseId,
    grants: &[AccessGrant],
    facts: &[EnrollmentFact],
    at: Instant,
) -> Result<(Outcome, Vec<EnrollmentEvent>), EnrollmentRefused> {
    let state = state_at(grants, facts, at).ok_or(EnrollmentRefused::NeverGranted(customer))?;
    if let EnrollmentState::Unenrolled { .. } = state {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    Ok((Outcome::Applied, vec![EnrollmentEvent::Unenrolled { course }]))
}
