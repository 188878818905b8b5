//! Work done while the course was not open.

use super::{OutsideAccess, TranscriptRefused};
use crate::access::AccessGrant;
use crate::enrollment::{EnrollmentFact, EnrollmentState, over_at, state_at};
use crate::id::CustomerId;
use crate::time::Instant;

/// How an instant lies to the learner's access: `None` inside it.
///
/// # Errors
/// [`TranscriptRefused::NeverGranted`] (ACC-01) without any grant.
pub fn outside_at(
    customer: CustomerId,
    grants: &[AccessGrant],
    facts: &[EnrollmentFact],
    at: Instant,
) -> Result<Option<OutsideAccess>, TranscriptRefused> {
    if grants.is_empty() {
        return Err(TranscriptRefused::NeverGranted(customer));
    }
    Ok(match state_at(grants, facts, at) {
        Some(EnrollmentState::Enrolled { .. }) => None,
        Some(EnrollmentState::Unenrolled { .. }) => Some(OutsideAccess::Unenrolled),
        Some(EnrollmentState::Expired { .. }) => Some(OutsideAccess::Late),
        None | Some(EnrollmentState::Scheduled { .. }) => Some(match over_at(grants, facts, at) {
            Some(_) => OutsideAccess::Late,
            None => OutsideAccess::Early,
        }),
    })
}

/// Whether what a learner's session brings about at `at` is taken, and how it is marked: what began inside a window may
/// end after it, and is late then.
///
/// # Errors
/// [`TranscriptRefused::NotOpen`] for a session that began outside, [`TranscriptRefused::NeverGranted`] (ACC-01).
pub fn session_at(
    customer: CustomerId,
    grants: &[AccessGrant],
    facts: &[EnrollmentFact],
    began_at: Instant,
    at: Instant,
) -> Result<Option<OutsideAccess>, TranscriptRefused> {
    match outside_at(customer, grants, facts, began_at)? {
        Some(_) => Err(TranscriptRefused::NotOpen { customer, at: began_at }),
        None => outside_at(customer, grants, facts, at),
    }
}
