//! What the person learned, and with which result.

use rollbook_domain::id::{CourseId, ItemId};
use rollbook_domain::transcript::{CourseChange, Transcript};

use super::reason;
use crate::privacy::person::Person;
use crate::privacy::row::{Row, maybe, row, yes};

/// The codes of a course and of one of its items.
pub(super) fn codes(person: &Person<'_>, course: CourseId, item: ItemId) -> (String, String) {
    let known = person.catalogue.course(course);
    let known_item = known.and_then(|known| known.items.iter().find(|known| known.id == item));
    (
        known_item.map_or_else(|| item.to_string(), |item| item.code.to_string()),
        known.map_or_else(|| course.to_string(), |course| course.code.to_string()),
    )
}

pub(super) fn transcript(person: &Person<'_>, part: &Transcript) -> impl Iterator<Item = Row> {
    part.items.iter().map(|record| {
        let (item, course) = codes(person, record.course, record.item);
        let result = &record.result;
        row![
            item,
            course,
            record.version,
            result.status,
            maybe(result.score.map(|score| score.points())),
            maybe(result.score.and_then(|score| score.maximum())),
            maybe(result.progress),
            maybe(result.completed_at),
            maybe(result.submitted_at),
            result.by,
            maybe(result.outside),
            record.stamp.effective_at,
            reason(&record.stamp),
        ]
    })
}

pub(super) fn completions(person: &Person<'_>, part: &Transcript) -> impl Iterator<Item = Row> {
    part.marks.iter().map(|mark| {
        let course = person.catalogue.course(mark.course);
        let (change, completed_at) = match mark.change {
            CourseChange::Completed { completed_at } => ("completed", Some(completed_at)),
            CourseChange::Reopened => ("reopened", None),
            CourseChange::Waived => ("waived", None),
            CourseChange::WaiverLifted => ("waiver lifted", None),
        };
        row![
            course.map_or_else(|| mark.course.to_string(), |course| course.code.to_string()),
            mark.version,
            change,
            maybe(completed_at),
            mark.stamp.effective_at,
            reason(&mark.stamp),
        ]
    })
}

pub(super) fn submissions(person: &Person<'_>, part: &Transcript) -> impl Iterator<Item = Row> {
    part.submissions.iter().map(|submission| {
        let (item, course) = codes(person, submission.course, submission.item);
        row![
            submission.id,
            item,
            course,
            submission.version,
            submission.submitted_at,
            maybe(submission.score.map(|score| score.points())),
            maybe(submission.score.and_then(|score| score.maximum())),
            maybe(submission.is_passed.map(yes)),
            yes(submission.is_synthetic),
            maybe(submission.removed.as_ref().map(|stamp| stamp.effective_at)),
            maybe(submission.started_at),
            maybe(submission.edition),
            yes(submission.is_in_grace),
        ]
    })
}
