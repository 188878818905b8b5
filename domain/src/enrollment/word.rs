//! What was written last on whether a learner is in the course.

use super::{EnrollmentChange, EnrollmentFact};
use crate::access::AccessGrant;
use crate::time::Instant;

/// Since when the learner is out of the course by an unenrollment; `None` when they are in it at `now`.
///
/// Of the grants given and the (un)enrollments effective by `now`, the one written last decides.
pub(super) fn out_since(grants: &[AccessGrant], facts: &[EnrollmentFact], now: Instant) -> Option<Instant> {
    let is_by_now = |fact: &&EnrollmentFact| fact.stamp.effective_at <= now;
    let word = last_word(facts.iter().filter(is_by_now))?;
    let is_bought_anew =
        || grants.iter().any(|grant| grant.granted_at() <= now && grant.stamp.position > word.stamp.position);
    let is_out = word.change == EnrollmentChange::Unenrolled && !is_bought_anew();
    is_out.then_some(word.stamp.effective_at)
}

/// Whether the learner is out of the course by an unenrollment at `now`.
pub(super) fn is_out(grants: &[AccessGrant], facts: &[EnrollmentFact], now: Instant) -> bool {
    out_since(grants, facts, now).is_some()
}

/// Whether nothing was written after an unenrollment, whatever time it carries: it decides from its instant on for good.
pub(super) fn ends_unenrolled(grants: &[AccessGrant], facts: &[EnrollmentFact]) -> bool {
    is_out(grants, facts, Instant::MAX)
}

fn last_word<'a>(facts: impl Iterator<Item = &'a EnrollmentFact>) -> Option<&'a EnrollmentFact> {
    facts
        .filter(|fact| matches!(fact.change, EnrollmentChange::Enrolled | EnrollmentChange::Unenrolled))
        .max_by_key(|fact| fact.stamp.position)
}
