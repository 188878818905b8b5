//! When the work on an item changes what is on record of it.

use super::ItemResult;

/// Why the work on an item comes to something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WorkChange {
    /// More of it was done.
    Done,
    /// Some of it was taken away.
    TakenAway,
}

/// What goes on record when the work on an item came to `before` and comes to `after`.
///
/// Nothing where that is the same. An entry that does not rest on the work, because it was made by hand or by a file, is
/// not undone: work taken away leaves it alone, and new work replaces it only while it is not complete (TRN-05). Work that
/// comes to the same is still that of whoever brought it about.
pub(super) fn recorded(
    current: Option<&ItemResult>,
    before: &ItemResult,
    after: ItemResult,
    change: WorkChange,
) -> Option<ItemResult> {
    if *before == after {
        return None;
    }
    let untouched = ItemResult::not_attempted(before.by);
    let current = current.unwrap_or(&untouched);
    let rests_on_work = says_the_same(current, before);
    let may_replace = change == WorkChange::Done && !current.status.is_complete();
    if rests_on_work && is_same_best(before, &after) {
        return Some(ItemResult { submitted_at: after.submitted_at, ..*current });
    }
    let by = if says_the_same(current, &after) { current.by } else { after.by };
    (rests_on_work || may_replace).then_some(ItemResult { by, ..after })
}

/// Whether two works come to the same by the same piece of work; of those that wait for a score it is the last one.
pub(super) fn is_same_best(one: &ItemResult, other: &ItemResult) -> bool {
    let counts_from = |result: &ItemResult| result.completed_at.or(result.submitted_at);
    says_the_same(one, other) && counts_from(one) == counts_from(other)
}

fn says_the_same(one: &ItemResult, other: &ItemResult) -> bool {
    (one.status, one.score, one.progress) == (other.status, other.score, other.progress)
}
