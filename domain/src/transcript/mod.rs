//! Transcripts: what a learner did with the items of their courses, and which courses that completes (TRN-01 to TRN-16).
//!
//! A transcript is a stream beside the customer's: a module in a browser writes every few seconds, and must not stand in
//! the way of whoever edits the account. Entries are facts and are kept, each with the version of the course it is about;
//! the last one of an item and a version counts. That a course is complete is a fact too, written by the decision that
//! made it so, and holds whatever becomes of the catalogue.

mod apply;
mod as_of;
pub mod attempt;
pub mod cmi;
mod completion;
mod course_mark;
mod edit;
mod event;
mod learner;
mod lines;
mod outside;
mod record_item;
mod refusal;
mod result;
mod score;
mod status;
mod submission;
mod take_in;
mod version;
mod waive;
mod work;

#[cfg(test)]
mod tests;

pub use completion::finish;
pub use course_mark::{CourseChange, CourseMark, CourseStanding};
pub use edit::{EditResult, edit_result};
pub use event::TranscriptEvent;
pub use learner::LearnerFacts;
pub use lines::{CourseLine, ItemLine, course_lines};
pub use outside::{outside_at, session_at};
pub use record_item::record_item;
pub use refusal::TranscriptRefused;
pub use result::{ItemRecord, ItemResult, OutsideAccess, RecordedBy};
pub use score::{Score, ScoreRefused};
pub use status::{ItemStatus, UnknownItemStatus};
pub use submission::Submission;
pub use take_in::{TakeIn, TakenIn, take_in};
pub(crate) use version::version_among;
pub use version::version_at;
pub use waive::waive;

use std::ops::RangeInclusive;

use crate::id::{CourseId, CustomerId, ItemId};
use crate::stamp::{Revision, Stamp};

/// Everything on record of one learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transcript {
    /// Whose it is.
    pub customer: CustomerId,
    /// Every entry about an item, in the order written; of one item and version the last one counts.
    pub items: Vec<ItemRecord>,
    /// Every entry about a course, in the order written.
    pub marks: Vec<CourseMark>,
    /// Every attempt handed in, in the order written.
    pub submissions: Vec<Submission>,
    /// The stream's revision.
    pub revision: Revision,
}

impl Transcript {
    /// The transcript of somebody of whom nothing is on record.
    pub const fn empty(customer: CustomerId) -> Self {
        Self {
            customer,
            items: Vec::new(),
            marks: Vec::new(),
            submissions: Vec::new(),
            revision: Revision::NONE,
        }
    }

    /// The transcript with only those entries that were written at these places of the stream; of a submission that was
    /// taken out since it says so. The revision is that of the whole.
    #[must_use]
    pub fn part(mut self, places: &RangeInclusive<Revision>) -> Self {
        let is_in = |stamp: &Stamp| places.contains(&stamp.position);
        self.items.retain(|record| is_in(&record.stamp));
        self.marks.retain(|mark| is_in(&mark.stamp));
        self.submissions.retain(|held| is_in(&held.stamp));
        self
    }

    /// What counts of an item in a version of its course.
    pub fn item(&self, item: ItemId, version: u32) -> Option<&ItemRecord> {
        self.items.iter().rev().find(|record| record.item == item && record.version == version)
    }

    /// Every entry about an item in a version of its course, in the order written.
    pub fn history(&self, item: ItemId, version: u32) -> impl Iterator<Item = &ItemRecord> {
        self.items.iter().filter(move |record| record.item == item && record.version == version)
    }

    /// The attempts at an item in a version of its course that were handed in and stand, in the order written.
    pub fn submissions_of(&self, item: ItemId, version: u32) -> impl Iterator<Item = &Submission> {
        let is_of = move |held: &&Submission| held.item == item && held.version == version;
        self.submissions.iter().filter(is_of).filter(|held| held.removed.is_none())
    }

    /// How many attempts at an item in a version of its course are used up: those that were handed in and stand, and none
    /// that an administrator's mark made (TRN-12, X-17).
    pub fn attempts_used(&self, item: ItemId, version: u32) -> u32 {
        let used = self.submissions_of(item, version).filter(|held| held.uses_attempt()).count();
        u32::try_from(used).unwrap_or(u32::MAX)
    }

    /// Whether every one of the courses is complete, whichever version of it; of no course it is not.
    pub fn has_completed(&self, courses: &[CourseId]) -> bool {
        let of = |course: CourseId| self.marks.iter().filter(move |mark| mark.course == course);
        let is_complete =
            |course: &CourseId| of(*course).any(|mark| self.standing(*course, mark.version).is_complete());
        !courses.is_empty() && courses.iter().all(is_complete)
    }

    /// How a version of a course stands.
    pub fn standing(&self, course: CourseId, version: u32) -> CourseStanding {
        let mut standing = CourseStanding::default();
        for mark in self.marks.iter().filter(|mark| mark.course == course && mark.version == version) {
            match mark.change {
                CourseChange::Completed { completed_at } => standing.completed_at = Some(completed_at),
                CourseChange::Reopened => standing.completed_at = None,
                CourseChange::Waived => standing.waived_at = Some(mark.stamp.effective_at),
                CourseChange::WaiverLifted => standing.waived_at = None,
            }
        }
        standing
    }
}
