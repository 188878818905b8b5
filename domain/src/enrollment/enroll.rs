//! Enrolling again into the same course version (ENR-13, ENR-16).

use super::word::ends_unenrolled;
use super::{EnrollmentEvent, EnrollmentFact, EnrollmentRefused, EnrollmentState, UnenrolledBy, state_at};
use crate::access::AccessGrant;
use crate::id::{CourseId, CustomerId};
use crate::refusal::Outcome;
use crate::time::Instant;

/// Brings an unenrolled learner back from `at` on; what they did before is as they left it (ENR-13).
///
/// An unenrollment written for a later instant is taken back by it too.
///
/// # Errors
/// [`EnrollmentRefused::NeverGranted`] (ACC-01); [`EnrollmentRefused::NoSuchTransition`] (ENR-16) when the grants
/// themselves were revoked or suspended, since enrolling gives no access.
pub fn enroll(
    customer: CustomerId,
    course: CourseId,
    grants: &[AccessGrant],
    facts: &[EnrollmentFact],
    at: Instant,
) -> Result<(Outcome, Vec<EnrollmentEvent>), EnrollmentRefused> {
    let state = state_at(grants, facts, at).ok_or(EnrollmentRefused::NeverGranted(customer))?;
    let is_needed = match state {
        EnrollmentState::Unenrolled { by: UnenrolledBy::Unenrollment, .. } => true,
        EnrollmentState::Unenrolled { .. } => {
            return Err(EnrollmentRefused::NoSuchTransition {
                customer,
                from: state.word(),
                advice: "the access itself was taken back; assign the product again or reinstate the order",
            });
        }
        _ => ends_unenrolled(grants, facts),
    };
    if !is_needed {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    Ok((Outcome::Applied, vec![EnrollmentEvent::Enrolled { course }]))
}
