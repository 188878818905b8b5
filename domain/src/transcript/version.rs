//! Which version of a course a learner takes (ENR-13, ENR-14).

use crate::access::AccessGrant;
use crate::catalogue::{Course, CourseVersion};
use crate::enrollment::{EnrollmentFact, stay_began_at};
use crate::time::Instant;

/// The version that a learner takes at `now`: the latest one published when their stay in the course began.
///
/// Whoever comes back before another version is out goes on with the same one; a course that was entered into the system
/// after the learner's stay began is taken in its first version.
pub fn version_at(course: &Course, grants: &[AccessGrant], facts: &[EnrollmentFact], now: Instant) -> u32 {
    version_among(&course.versions, grants, facts, now)
}

/// The same among the versions of a course, oldest first.
pub(crate) fn version_among(
    versions: &[CourseVersion],
    grants: &[AccessGrant],
    facts: &[EnrollmentFact],
    now: Instant,
) -> u32 {
    let [first, .., last] = versions else {
        return versions.first().map_or(1, |only| only.number);
    };
    let Some(began_at) = stay_began_at(grants, facts, now) else {
        return last.number;
    };
    let mut newest_first = versions.iter().rev();
    newest_first
        .find(|version| version.published_at <= began_at)
        .map_or(first.number, |version| version.number)
}
