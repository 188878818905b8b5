//! What the decision needs of attempts at an item (ACD-9, TRN-12).

use super::CourseFacts;
use crate::catalogue::{Course, CourseVersion};
use crate::id::ItemId;
use crate::time::Instant;
use crate::transcript::{Transcript, version_among};

/// The attempts at an item that are used up (TRN-12); those of another version of the course do not count (ENR-14).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AttemptFacts {
    /// The versions of the item's course, oldest first; empty while nothing was handed in.
    pub versions: Vec<CourseVersion>,
    /// The attempts, in the order written.
    pub handed_in: Vec<HandedIn>,
}

/// An attempt that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandedIn {
    /// The version of the course.
    pub version: u32,
    /// When.
    pub at: Instant,
}

impl AttemptFacts {
    /// Picks the facts out of a transcript.
    pub fn of(transcript: &Transcript, course: &Course, item: ItemId) -> Self {
        let standing = transcript.submissions.iter().filter(|held| held.item == item && held.uses_attempt());
        let handed_in: Vec<HandedIn> =
            standing.map(|held| HandedIn { version: held.version, at: held.submitted_at }).collect();
        let versions = if handed_in.is_empty() { Vec::new() } else { course.versions.clone() };
        Self { versions, handed_in }
    }

    /// How many attempts were used by `at`, in the version that the learner takes then.
    pub(super) fn used_at(&self, course: &CourseFacts, at: Instant) -> u32 {
        if self.handed_in.is_empty() {
            return 0;
        }
        let version = version_among(&self.versions, &course.grants, &course.enrollment, at);
        let used = self.handed_in.iter().filter(|one| one.version == version && one.at <= at).count();
        u32::try_from(used).unwrap_or(u32::MAX)
    }
}
