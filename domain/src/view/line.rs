//! One line for each course a learner was ever given, as a role sees them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{Learning, Role};
use crate::access::AccessGrant;
use crate::catalogue::Catalogue;
use crate::enrollment::{EnrollmentFact, EnrollmentState, ends_at, state_at};
use crate::id::CourseId;
use crate::time::Instant;
use crate::transcript::{LearnerFacts, Transcript};

/// A learner's place in one course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CourseLine {
    /// The course.
    pub course: CourseId,
    /// When the course was given first.
    pub given_at: Instant,
    /// The state.
    pub state: EnrollmentState,
    /// When access ends or ended (VIEW-06): the effective end of the stretch that is open, to come or over; `None` where
    /// there is no end, and for who was taken out.
    pub ends_at: Option<Instant>,
    /// How far the learner has got.
    pub learning: Learning,
}

/// The courses that a learner was ever given by `at`, in code order, as far as the role sees them.
pub fn course_lines(
    catalogue: &Catalogue,
    grants: &[AccessGrant],
    facts: &BTreeMap<CourseId, Vec<EnrollmentFact>>,
    transcript: &Transcript,
    role: Role,
    at: Instant,
) -> Vec<CourseLine> {
    let opened =
        |grant: &AccessGrant| catalogue.product(grant.product).map_or(&[][..], |product| &product.courses);
    let transcript = transcript.as_of(at);
    let places: BTreeSet<usize> =
        grants.iter().flat_map(opened).filter_map(|course| catalogue.place_of(*course)).collect();
    let line = |place: usize| {
        let course = catalogue.courses().get(place)?;
        let opens = |grant: &&AccessGrant| opened(grant).contains(&course.id);
        let grants = if grants.iter().all(|grant| opens(&grant)) {
            Cow::Borrowed(grants)
        } else {
            Cow::Owned(grants.iter().filter(opens).cloned().collect())
        };
        let facts = facts.get(&course.id).map_or(&[][..], Vec::as_slice);
        let state = state_at(&grants, facts, at)?;
        let given_at = grants.iter().map(AccessGrant::granted_at).min()?;
        let ends_at = end_of(&grants, facts, &state);
        let known = LearnerFacts { transcript: &transcript, course, grants: &grants, enrollment: facts };
        let line = || {
            let learning = Learning::of(&known, at);
            CourseLine { course: course.id, given_at, state, ends_at, learning }
        };
        role.sees(state.word()).then(line)
    };
    places.into_iter().filter_map(line).collect()
}

/// When access ends or ended, in a state derived from these facts; `None` where there is no end, and for who was taken out.
pub fn end_of(grants: &[AccessGrant], facts: &[EnrollmentFact], state: &EnrollmentState) -> Option<Instant> {
    match state {
        EnrollmentState::Unenrolled { .. } => None,
        _ => ends_at(state, grants, facts),
    }
}
