//! Typing an end for an enrollment: expiring by hand, extending, and taking the typed end away (ENR-05, ENR-16).

use super::{
    EnrollmentChange, EnrollmentEvent, EnrollmentFact, EnrollmentRefused, EnrollmentState, state_at,
};
use crate::access::AccessGrant;
use crate::id::{CourseId, CustomerId};
use crate::refusal::Outcome;
use crate::time::Instant;

/// Ends the access to one course at `ends_at`; other courses are not touched (ENR-05, ENR-12).
///
/// # Errors
/// [`EnrollmentRefused::NeverGranted`] (ACC-01); [`EnrollmentRefused::NoSuchTransition`] (ENR-16) for an unenrolled
/// learner, because U to X does not exist; [`EnrollmentRefused::NotActive`] (ENR-11).
pub fn expire(
    customer: CustomerId,
    is_active: bool,
    course: CourseId,
    grants: &[AccessGrant],
    facts: &[EnrollmentFact],
    ends_at: Instant,
    now: Instant,
) -> Result<(Outcome, Vec<EnrollmentEvent>), EnrollmentRefused> {
    let state = state_at(grants, facts, now).ok_or(EnrollmentRefused::NeverGranted(customer))?;
    if !is_active {
        return Err(EnrollmentRefused::NotActive(customer));
    }
    if let EnrollmentState::Unenrolled { .. } = state {
        let advice = "an unenrolled learner cannot be expired; enroll first";
        return Err(EnrollmentRefused::NoSuchTransition { customer, from: state.word(), advice });
    }
    Ok(set(course, facts, ends_at))
}

/// Moves the end to a later or earlier instant, which also brings an expired learner back (X to E, ENR-16).
///
/// # Errors
/// As [`expire`].
pub fn extend(
    customer: CustomerId,
    is_active: bool,
    course: CourseId,
    grants: &[AccessGrant],
    facts: &[EnrollmentFact],
    ends_at: Instant,
    now: Instant,
) -> Result<(Outcome, Vec<EnrollmentEvent>), EnrollmentRefused> {
    expire(customer, is_active, course, grants, facts, ends_at, now)
}

/// Takes the typed end away, so that the windows decide again.
pub fn clear_override(course: CourseId, facts: &[EnrollmentFact]) -> (Outcome, Vec<EnrollmentEvent>) {
    match standing_override(facts) {
        Some(_) => (Outcome::Applied, vec![EnrollmentEvent::EnrollmentOverrideCleared { course }]),
        None => (Outcome::Unchanged, Vec::new()),
    }
}

fn set(course: CourseId, facts: &[EnrollmentFact], ends_at: Instant) -> (Outcome, Vec<EnrollmentEvent>) {
    if standing_override(facts) == Some(ends_at) {
        return (Outcome::Unchanged, Vec::new());
    }
    (Outcome::Applied, vec![EnrollmentEvent::EnrollmentOverrideSet { course, ends_at }])
}

fn standing_override(facts: &[EnrollmentFact]) -> Option<Instant> {
    facts.iter().rev().find_map(|fact| match fact.change {
        EnrollmentChange::OverrideSet { ends_at } => Some(Some(ends_at)),
        EnrollmentChange::OverrideCleared => Some(None),
        _ => None,
    })?
}
