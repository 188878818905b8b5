//! A transcript as it is shown: every item of every version of a course that is or was the learner's (X-16, TRN-01).

use std::collections::BTreeSet;

use super::{CourseStanding, ItemRecord, LearnerFacts};
use crate::catalogue::ContentItem;
use crate::enrollment::{EnrollmentState, ends_at, state_at};
use crate::id::ItemId;
use crate::time::Instant;

/// One version of a course on a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseLine {
    /// The version.
    pub version: u32,
    /// Whether it is the one that the learner takes now.
    pub is_present: bool,
    /// The state of the enrollment; `None` where the course was never opened to the learner.
    pub state: Option<EnrollmentState>,
    /// When access ends or ended, by the end that counts; `None` for no end.
    pub expires_at: Option<Instant>,
    /// Whether it is complete.
    pub standing: CourseStanding,
    /// Its items in their order, and then those with an entry that have left it.
    pub items: Vec<ItemLine>,
    /// The item to go on with: the first one to do after the last completed one, else the first one to do (ENR-13).
    pub next_item: Option<ItemId>,
}

/// One item on a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemLine {
    /// The item.
    pub item: ItemId,
    /// What is on record, if something is.
    pub record: Option<ItemRecord>,
    /// How many attempts are used up (see [`Transcript::attempts_used`](super::Transcript::attempts_used)).
    pub attempts: u32,
}

/// The versions of a course that stand on the transcript, the present one first and then the newest.
///
/// Without a grant and without an entry there is none.
pub fn course_lines(facts: &LearnerFacts<'_>, now: Instant) -> Vec<CourseLine> {
    let course = facts.course.id;
    let state = state_at(facts.grants, facts.enrollment, now);
    let transcript = facts.transcript;
    let items = transcript.items.iter().filter(|record| record.course == course);
    let marks = transcript.marks.iter().filter(|mark| mark.course == course);
    let mut versions: BTreeSet<u32> =
        items.map(|record| record.version).chain(marks.map(|mark| mark.version)).collect();
    let present = state.map(|_| facts.version_at(now));
    versions.extend(present);
    let mut versions: Vec<u32> = versions.into_iter().rev().collect();
    versions.sort_by_key(|version| Some(*version) != present);
    let line = |version: u32| {
        let items = item_lines(facts, version);
        CourseLine {
            version,
            is_present: Some(version) == present,
            state,
            expires_at: state.and_then(|state| ends_at(&state, facts.grants, facts.enrollment)),
            standing: transcript.standing(course, version),
            next_item: next_item(&items),
            items,
        }
    };
    versions.into_iter().map(line).collect()
}

fn item_lines(facts: &LearnerFacts<'_>, version: u32) -> Vec<ItemLine> {
    let (transcript, course) = (facts.transcript, facts.course);
    let mut ids: Vec<ItemId> = course.items_of(version).map(|item: &ContentItem| item.id).collect();
    for record in &transcript.items {
        if record.course == course.id && record.version == version && !ids.contains(&record.item) {
            ids.push(record.item);
        }
    }
    let line = |item| ItemLine {
        item,
        record: transcript.item(item, version).cloned(),
        attempts: transcript.attempts_used(item, version),
    };
    ids.into_iter().map(line).collect()
}

fn next_item(lines: &[ItemLine]) -> Option<ItemId> {
    let status = |line: &ItemLine| line.record.as_ref().map(|record| record.result.status);
    let is_complete = |line: &ItemLine| status(line).is_some_and(super::ItemStatus::is_complete);
    let is_to_do = |line: &&ItemLine| !status(line).is_some_and(super::ItemStatus::is_over);
    let after = lines.iter().rposition(is_complete).map_or(0, |last| last + 1);
    let rest = lines.get(after..).unwrap_or_default();
    rest.iter().find(is_to_do).or_else(|| lines.iter().find(is_to_do)).map(|line| line.item)
}
