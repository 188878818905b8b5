//! Taking a learner out of a course (ENR-09, ENR-16).

use super::word::{ends_unenrolled, is_out};
use super::{EnrollmentEvent, EnrollmentFact, EnrollmentRefused, EnrollmentState, state_at};
use crate::access::AccessGrant;
use crate::id::{CourseId, CustomerId};
use crate::refusal::Outcome;
use crate::time::Instant;

/// Takes the learner out of the course from `at` on; the data stay (ENR-13, TRN-14).
///
/// It is the last word for every instant from `at` on, also where the learner was enrolled again in between.
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
    let comes_back = is_out(grants, facts, at) && !ends_unenrolled(grants, facts);
    if matches!(state, EnrollmentState::Unenrolled { .. }) && !comes_back {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    Ok((Outcome::Applied, vec![EnrollmentEvent::Unenrolled { course }]))
}
