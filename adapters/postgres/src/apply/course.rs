use rollbook_domain::catalogue::{CourseEvent, ItemTerms};
use rollbook_domain::id::{CourseId, ItemId};
use rollbook_domain::port::stored::Word;
use rollbook_domain::text::Code;

use super::{Book, Place, Table, json};
use crate::failure::Outcome;
use crate::row::StoredId;

const RETITLE: &str =
    "UPDATE courses c SET title = n.title FROM {rows} WHERE c.tenant_no = $1 AND c.id = n.id";

const SET_MAILS: &str = "UPDATE courses c SET has_survey = n.has_survey, tells_locks = n.tells_locks, \
    inactivity_days = n.inactivity_days FROM {rows} WHERE c.tenant_no = $1 AND c.id = n.id";

/// A course that begins in the same commit has its first version.
const ADD_ITEM: &str = "INSERT INTO items (tenant_no, id, course_id, position, code, code_key, since_version, title, \
    kind, is_required, weight, maximum_score, attempt_limit, opens_after, is_final_assessment) \
    SELECT $1::int8, n.id, n.course_id, n.position, n.code, n.code_key, \
    coalesce((SELECT max(v.number) FROM course_versions v WHERE v.tenant_no = $1 AND v.course_id = n.course_id), 1), \
    n.title, n.kind, n.is_required, n.weight, n.maximum_score, n.attempt_limit, n.opens_after, n.is_final_assessment \
    FROM {rows} ORDER BY n.code_key";

/// The version before is the last one that has the item.
const DROP_ITEM: &str = "UPDATE items i SET until_version = ( \
        SELECT max(v.number) FROM course_versions v WHERE v.tenant_no = $1 AND v.course_id = n.course_id \
    ) FROM {rows} WHERE i.tenant_no = $1 AND i.id = n.id AND i.course_id = n.course_id AND i.until_version IS NULL";

/// An item that the course does not have is left alone, as the domain does.
const EDIT_ITEM: &str = "UPDATE items i SET title = n.title, kind = n.kind, is_required = n.is_required, \
    weight = n.weight, maximum_score = n.maximum_score, attempt_limit = n.attempt_limit, opens_after = n.opens_after, \
    is_final_assessment = n.is_final_assessment \
    FROM {rows} WHERE i.tenant_no = $1 AND i.id = n.id AND i.course_id = n.course_id";

/// The quiz of an item that the course does not have is left alone, as the domain does.
const DEFINE_QUIZ: &str = "INSERT INTO quiz_editions (tenant_no, item_id, number, since_version, defined_at, quiz) \
    SELECT i.tenant_no, i.id, n.number, n.since_version, n.defined_at, n.quiz::json FROM {rows} \
    JOIN items i ON i.tenant_no = $1 AND i.id = n.item_id AND i.course_id = n.course_id";

impl Book {
    pub(super) fn apply_course(&mut self, place: &Place, id: CourseId, event: &CourseEvent) -> Outcome<()> {
        match event {
            CourseEvent::CourseAdded { code, title } => {
                self.insert(
                    Table::Courses,
                    id.uuid(),
                    [
                        ("id", id.uuid().into()),
                        ("revision", place.reached.into()),
                        ("code", code.as_str().into()),
                        ("code_key", code.folded().into()),
                        ("title", title.as_str().into()),
                    ],
                )?;
                self.insert(
                    Table::CourseVersions,
                    id.uuid(),
                    [
                        ("course_id", id.uuid().into()),
                        ("number", 1_i64.into()),
                        ("published_at", self.recorded_at.into()),
                    ],
                )
            }
            CourseEvent::CourseRetitled { title } => {
                let cells = [("id", id.uuid().into()), ("title", title.as_str().into())];
                self.change_one(Table::Courses, id.uuid(), RETITLE, cells)
            }
            CourseEvent::CourseMailsSet { mails } => {
                let cells = [
                    ("id", id.uuid().into()),
                    ("has_survey", mails.has_survey.into()),
                    ("tells_locks", mails.tells_locks.into()),
                    ("inactivity_days", mails.inactivity_days.into()),
                ];
                self.change_one(Table::Courses, id.uuid(), SET_MAILS, cells)
            }
            CourseEvent::CoursePublished { version, without } => self.publish(id, *version, without),
            CourseEvent::ItemAdded { item, code, terms } => self.insert_item(place, id, *item, code, terms),
            CourseEvent::ItemEdited { item, terms } => self.edit_item(id, *item, terms),
            CourseEvent::QuizDefined { item, version, number, quiz } => {
                // The item may be new.
                self.settle(Table::Items, item.uuid());
                self.change(
                    Table::QuizEditions,
                    item.uuid(),
                    DEFINE_QUIZ,
                    [
                        ("item_id", item.uuid().into()),
                        ("course_id", id.uuid().into()),
                        ("number", (*number).into()),
                        ("since_version", (*version).into()),
                        ("defined_at", self.recorded_at.into()),
                        ("quiz", json(quiz)?),
                    ],
                )
            }
        }
    }

    fn publish(&mut self, course: CourseId, version: u32, without: &[ItemId]) -> Outcome<()> {
        for item in without {
            let cells = [("id", item.uuid().into()), ("course_id", course.uuid().into())];
            self.change(Table::Items, item.uuid(), DROP_ITEM, cells)?;
        }
        self.insert(
            Table::CourseVersions,
            course.uuid(),
            [
                ("course_id", course.uuid().into()),
                ("number", version.into()),
                ("published_at", self.recorded_at.into()),
            ],
        )
    }

    fn insert_item(
        &mut self,
        place: &Place,
        course: CourseId,
        id: ItemId,
        code: &Code,
        terms: &ItemTerms,
    ) -> Outcome<()> {
        self.change_one(
            Table::Items,
            id.uuid(),
            ADD_ITEM,
            [
                ("id", id.uuid().into()),
                ("course_id", course.uuid().into()),
                ("position", place.position.into()),
                ("code", code.as_str().into()),
                ("code_key", code.folded().into()),
                ("title", terms.title.as_str().into()),
                ("kind", terms.kind.word().into()),
                ("is_required", terms.is_required.into()),
                ("weight", terms.weight.map(|number| number.to_string()).into()),
                ("maximum_score", terms.maximum_score.map(|number| number.to_string()).into()),
                ("attempt_limit", terms.attempt_limit.into()),
                ("opens_after", terms.opening.after.map(|item| item.uuid()).into()),
                ("is_final_assessment", terms.opening.is_final_assessment.into()),
            ],
        )
    }

    fn edit_item(&mut self, course: CourseId, id: ItemId, terms: &ItemTerms) -> Outcome<()> {
        self.change(
            Table::Items,
            id.uuid(),
            EDIT_ITEM,
            [
                ("id", id.uuid().into()),
                ("course_id", course.uuid().into()),
                ("title", terms.title.as_str().into()),
                ("kind", terms.kind.word().into()),
                ("is_required", terms.is_required.into()),
                ("weight", terms.weight.map(|number| number.to_string()).into()),
                ("maximum_score", terms.maximum_score.map(|number| number.to_string()).into()),
                ("attempt_limit", terms.attempt_limit.into()),
                ("opens_after", terms.opening.after.map(|item| item.uuid()).into()),
                ("is_final_assessment", terms.opening.is_final_assessment.into()),
            ],
        )
    }
}
