//! Typing an end for an enrollment: expiring by hand, extending, and taking the typed end away (ENR-05, ENR-16).

use super::{
    EnrollmentChange, EnrollmentEvent, EnrollmentFact, EnrollmentRefused, EnrollmentState, override_for,
    state_at,
};
use crate::access::AccessGrant;
use crate::id::{CourseId, CustomerId};
use crate::refusal::Outcome;
use crate::time::Instant;

/// Ends the access to one course at `ends_at`; other courses are not touched (ENR-05, ENR-12).
///
/// For a learner whose access was over before then already, nothing changes: expiring never lengthens what has passed.
///
/// # Errors
/// [`EnrollmentRefused::NeverGranted`] (ACC-01); [`EnrollmentRefused::NoSuchTransition`] (ENR-16) for an unenrolled
/// learner, because U to X does not exist.
pub fn expire(
    customer: CustomerId,
    course: CourseId,
    grants: &[AccessGrant],
    facts: &[EnrollmentFact],
    ends_at: Instant,
    now: Instant,
) -> Result<(Outcome, Vec<EnrollmentEvent>), EnrollmentRefused> {
    if let Some(EnrollmentState::Expired { since, .. }) = state_at(grants, facts, now)
        && (since..=now).contains(&ends_at)
    {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    type_end(
        customer,
        course,
        grants,
        facts,
        ends_at,
        now,
        "an unenrolled learner cannot be expired; enroll first",
    )
}

/// Moves the end to a later or earlier instant, which also brings an expired learner back (X to E, ENR-16).
///
/// # Errors
/// [`EnrollmentRefused::NeverGranted`] (ACC-01); [`EnrollmentRefused::NoSuchTransition`] (ENR-16) for an unenrolled
/// learner, whom a later end alone does not bring back.
pub fn extend(
    customer: CustomerId,
    course: CourseId,
    grants: &[AccessGrant],
    facts: &[EnrollmentFact],
    ends_at: Instant,
    now: Instant,
) -> Result<(Outcome, Vec<EnrollmentEvent>), EnrollmentRefused> {
    type_end(
        customer,
        course,
        grants,
        facts,
        ends_at,
        now,
        "a later end does not bring them back; enroll first",
    )
}

/// Takes the typed end away, so that the sales order or the windows decide again.
pub fn clear_override(course: CourseId, facts: &[EnrollmentFact]) -> (Outcome, Vec<EnrollmentEvent>) {
    let last = facts
        .iter()
        .filter(|fact| {
            matches!(fact.change, EnrollmentChange::OverrideSet { .. } | EnrollmentChange::OverrideCleared)
        })
        .max_by_key(|fact| fact.stamp.position);
    match last.map(|fact| &fact.change) {
        Some(EnrollmentChange::OverrideSet { .. }) => {
            (Outcome::Applied, vec![EnrollmentEvent::EnrollmentOverrideCleared { course }])
        }
        _ => (Outcome::Unchanged, Vec::new()),
    }
}

fn type_end(
    customer: CustomerId,
    course: CourseId,
    grants: &[AccessGrant],
    facts: &[EnrollmentFact],
    ends_at: Instant,
    now: Instant,
    advice: &'static str,
) -> Result<(Outcome, Vec<EnrollmentEvent>), EnrollmentRefused> {
    let state = state_at(grants, facts, now).ok_or(EnrollmentRefused::NeverGranted(customer))?;
    if let EnrollmentState::Unenrolled { .. } = state {
        return Err(EnrollmentRefused::NoSuchTransition { customer, from: state.word(), advice });
    }
    // A grant given after the same end was typed is not yet bound by it.
    if grants.iter().all(|grant| override_for(grant, facts) == Some(ends_at)) {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    Ok((Outcome::Applied, vec![EnrollmentEvent::EnrollmentOverrideSet { course, ends_at }]))
}
