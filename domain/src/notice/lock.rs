//! Items that are not open to a learner yet, or not any more (MAIL-09, MAIL-10, MAIL-12).

use crate::catalogue::{ContentItem, Course};
use crate::id::ItemId;
use crate::transcript::Transcript;

/// Why an item is locked for a learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemLock {
    /// Another item is to be completed first.
    After(ItemId),
    /// It is the final assessment, and another required item is not complete.
    NotReady,
    /// It is the final assessment, and the attempts at it are used up without passing.
    AttemptsUsedUp,
}

/// What locks an item in a version of its course for a learner, if something does; a completed item is not locked.
///
/// What an item waits for is left out of account where the version does not have it.
pub fn lock_of(
    course: &Course,
    version: u32,
    item: &ContentItem,
    transcript: &Transcript,
) -> Option<ItemLock> {
    let is_complete = |item: &ContentItem| {
        transcript.item(item.id, version).is_some_and(|record| record.result.status.is_complete())
    };
    if is_complete(item) {
        return None;
    }
    let opening = item.terms.opening;
    let first = opening.after.and_then(|after| course.items_of(version).find(|other| other.id == after));
    if let Some(first) = first.filter(|first| !is_complete(first)) {
        return Some(ItemLock::After(first.id));
    }
    if !opening.is_final_assessment {
        return None;
    }
    let used = transcript.attempts_used(item.id, version);
    if item.terms.attempt_limit.is_some_and(|limit| limit <= used) {
        return Some(ItemLock::AttemptsUsedUp);
    }
    let mut others = course.items_of(version).filter(|other| other.id != item.id && other.terms.is_required);
    others.any(|other| !is_complete(other)).then_some(ItemLock::NotReady)
}
