//! Enrolling again into the same course version (ENR-13, ENR-16).

use super::{EnrollmentEvent, EnrollmentFact, EnrollmentRefused, EnrollmentState, UnenrolledBy, state_at};
use crate::access::AccessGrant;
use crate::id::{CourseId, CustomerId};
use crate::refusal::Outcome;
use crate::time::Instant;

/// Brings an unenrolled learner back; what they did before is as they left it (ENR-13).
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
    match state {
        EnrollmentState::Unenrolled { by: UnenrolledBy::Unenrollment, .. } => {
            Ok((Outcome::Applied, vec![EnrollmentEvent::Enrolled { course }]))
        }
        EnrollmentState::Unenrolled { .. } => Err(EnrollmentRefused::NoSuchTransition {
            customer,
            from: state.word(),
            advice: "the access itself was taken back; assign the product again or reinstate the order",
        }),
        EnrollmentState::Enrolled { .. }
        | EnrollmentState::Scheduled { .. }
        | EnrollmentState::Expired { .. } => Ok((Outcome::Unchanged, Vec::new())),
    }
}
