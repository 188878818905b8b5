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

/// Whether the learner is in the course at `now` or at any later instant, as far as enrolling and unenrolling go; what
/// was bought since does not count.
pub(super) fn is_ever_in(facts: &[EnrollmentFact], now: Instant) -> bool {
    let later = facts.iter().map(|fact| fact.stamp.effective_at).filter(|at| *at > now);
    std::iter::once(now).chain(later).any(|at| out_since(&[], facts, at).is_none())
}

fn last_word<'a>(facts: impl Iterator<Item = &'a EnrollmentFact>) -> Option<&'a EnrollmentFact> {
    facts
        .filter(|fact| matches!(fact.change, EnrollmentChange::Enrolled | EnrollmentChange::Unenrolled))
        .max_by_key(|fact| fact.stamp.position)
}
