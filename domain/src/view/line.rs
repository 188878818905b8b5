//! One line for each course a learner was ever given, as a role sees them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{Learning, Role};
use crate::access::AccessGrant;
use crate::catalogue::Catalogue;
use crate::enrollment::{EndRule, EnrollmentFact, EnrollmentState, beyond_contract, state_at};
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
    /// What decides that end; `None` for who was taken out.
    pub end_rule: Option<EndRule>,
    /// Whether a typed end is later than that of the sales order.
    pub is_beyond_contract: bool,
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
        let AccessEnd { ends_at, end_rule, is_beyond_contract } = AccessEnd::of(&grants, facts, &state);
        let known = LearnerFacts { transcript: &transcript, course, grants: &grants, enrollment: facts };
        let line = || {
            let learning = Learning::of(&known, at);
            let course = course.id;
            CourseLine { course, given_at, state, ends_at, end_rule, is_beyond_contract, learning }
        };
        role.sees(state.word()).then(line)
    };
    places.into_iter().filter_map(line).collect()
}

/// How access ends or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessEnd {
    /// When; `None` where there is no end, and for who was taken out.
    pub ends_at: Option<Instant>,
    /// What decides it; `None` for who was taken out.
    pub end_rule: Option<EndRule>,
    /// Whether a typed end is later than that of the sales order.
    pub is_beyond_contract: bool,
}

impl AccessEnd {
    /// In a state derived from these facts; of what is still to come, once it is open.
    pub fn of(grants: &[AccessGrant], facts: &[EnrollmentFact], state: &EnrollmentState) -> Self {
        let (ends_at, end_rule) = match state {
            EnrollmentState::Unenrolled { .. } => (None, None),
            EnrollmentState::Scheduled { opens_at, .. } => match state_at(grants, facts, *opens_at) {
                Some(EnrollmentState::Enrolled { until, end_rule, .. }) => (until, Some(end_rule)),
                _ => (None, None),
            },
            EnrollmentState::Enrolled { until, end_rule, .. } => (*until, Some(*end_rule)),
            EnrollmentState::Expired { since, end_rule, .. } => (Some(*since), Some(*end_rule)),
        };
        let is_beyond_contract = beyond_contract(grants, facts).is_some();
        Self { ends_at, end_rule, is_beyond_contract }
    }
}
