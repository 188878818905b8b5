//! Stays in a course: from being let in to being taken out.

use super::{EnrollmentFact, EnrollmentState, state_at};
use crate::access::AccessGrant;
use crate::time::Instant;

/// When the last stay in the course that began by `now` did so: with the first grant, or with the return of a learner
/// who had been taken out (U). Windows that end and open again do not break a stay. `None` before the first grant.
pub fn stay_began_at(grants: &[AccessGrant], facts: &[EnrollmentFact], now: Instant) -> Option<Instant> {
    let standings =
        grants.iter().flat_map(|grant| grant.standings.iter().map(|change| change.stamp.effective_at));
    let mut turns: Vec<Instant> = grants
        .iter()
        .map(AccessGrant::granted_at)
        .chain(standings)
        .chain(facts.iter().map(|fact| fact.stamp.effective_at))
        .filter(|at| *at <= now)
        .collect();
    turns.sort_unstable();
    turns.dedup();
    let (mut began_at, mut is_in) = (None, false);
    for at in turns {
        let was_in = is_in;
        is_in = state_at(grants, facts, at)
            .is_some_and(|state| !matches!(state, EnrollmentState::Unenrolled { .. }));
        if is_in && !was_in {
            began_at = Some(at);
        }
    }
    began_at
}

/// The end that counts for a learner: of the windows that join on to one another while enrolled, of those to come
/// while scheduled, of the last one once expired, and the day of being taken out. `None` for no end.
pub fn ends_at(state: &EnrollmentState, grants: &[AccessGrant], facts: &[EnrollmentFact]) -> Option<Instant> {
    match state {
        EnrollmentState::Enrolled { until, .. } => *until,
        EnrollmentState::Scheduled { opens_at, .. } => match state_at(grants, facts, *opens_at)? {
            EnrollmentState::Enrolled { until, .. } => until,
            _ => None,
        },
        EnrollmentState::Unenrolled { since, .. } | EnrollmentState::Expired { since, .. } => Some(*since),
    }
}
