use rollbook_domain::catalogue::{CourseEvent, ItemTerms};
use rollbook_domain::id::{CourseId, ItemId};
use rollbook_domain::port::stored::Word;
use rollbook_domain::text::Code;
use rusqlite::params;

use super::{Book, Place, json};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    pub(super) fn apply_course(&self, place: &Place, id: CourseId, event: &CourseEvent) -> Outcome<()> {
        match event {
            CourseEvent::CourseAdded { code, title } => {
                self.run_on_one(
                    "INSERT INTO courses (tenant_no, id, revision, code, code_key, title) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    params![
                        self.tenant_no,
                        id.bytes(),
                        place.reached,
                        code.as_str(),
                        code.folded(),
                        title.as_str()
                    ],
                )?;
                self.run_on_one(
                    "INSERT INTO course_versions (tenant_no, course_id, number, published_at) VALUES (?1, ?2, 1, ?3)",
                    params![self.tenant_no, id.bytes(), self.recorded_at],
                )
            }
            CourseEvent::CourseRetitled { title } => self.run_on_one(
                "UPDATE courses SET title = ?3 WHERE tenant_no = ?1 AND id = ?2",
                params![self.tenant_no, id.bytes(), title.as_str()],
            ),
            CourseEvent::CoursePublished { version, without } => self.publish(id, *version, without),
            CourseEvent::CourseMailsSet { mails } => self.run_on_one(
                "UPDATE courses SET has_survey = ?3, tells_locks = ?4, inactivity_days = ?5 \
                 WHERE tenant_no = ?1 AND id = ?2",
                params![
                    self.tenant_no,
                    id.bytes(),
                    mails.has_survey,
                    mails.tells_locks,
                    mails.inactivity_days
                ],
            ),
            CourseEvent::ItemAdded { item, code, terms } => self.insert_item(place, id, *item, code, terms),
            CourseEvent::ItemEdited { item, terms } => self.edit_item(id, *item, terms),
            CourseEvent::QuizDefined { item, version, number, quiz } => {
                // The quiz of an item that the course does not have is left alone, as the domain does.
                self.run(
                    "INSERT INTO quiz_editions (tenant_no, item_id, number, since_version, defined_at, quiz) \
                     SELECT tenant_no, id, ?4, ?5, ?6, ?7 FROM items \
                     WHERE tenant_no = ?1 AND id = ?2 AND course_id = ?3",
                    params![
                        self.tenant_no,
                        item.bytes(),
                        id.bytes(),
                        number,
                        version,
                        self.recorded_at,
                        json(quiz)?
                    ],
                )?;
                Ok(())
            }
        }
    }

    fn publish(&self, course: CourseId, version: u32, without: &[ItemId]) -> Outcome<()> {
        for item in without {
            self.run(
                "UPDATE items SET until_version = (\
                     SELECT max(number) FROM course_versions WHERE tenant_no = ?1 AND course_id = ?3\
                 ) WHERE tenant_no = ?1 AND id = ?2 AND course_id = ?3 AND until_version IS NULL",
                params![self.tenant_no, item.bytes(), course.bytes()],
            )?;
        }
        self.run_on_one(
            "INSERT INTO course_versions (tenant_no, course_id, number, published_at) VALUES (?1, ?2, ?3, ?4)",
            params![self.tenant_no, course.bytes(), version, self.recorded_at],
        )
    }

    fn insert_item(
        &self,
        place: &Place,
        course: CourseId,
        id: ItemId,
        code: &Code,
        terms: &ItemTerms,
    ) -> Outcome<()> {
        self.run_on_one(
            "INSERT INTO items (tenant_no, id, course_id, position, code, code_key, since_version, title, kind, \
             is_required, weight, maximum_score, attempt_limit, opens_after, is_final_assessment) \
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, max(number), ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14 \
             FROM course_versions WHERE tenant_no = ?1 AND course_id = ?3",
            params![
                self.tenant_no,
                id.bytes(),
                course.bytes(),
                place.position,
                code.as_str(),
                code.folded(),
                terms.title.as_str(),
                terms.kind.word(),
                terms.is_required,
                terms.weight.map(|number| number.to_string()),
                terms.maximum_score.map(|number| number.to_string()),
                terms.attempt_limit,
                terms.opening.after.as_ref().map(StoredId::bytes),
                terms.opening.is_final_assessment,
            ],
        )
    }

    fn edit_item(&self, course: CourseId, id: ItemId, terms: &ItemTerms) -> Outcome<()> {
        // An item that the course does not have is left alone, as the domain does.
        self.run(
            "UPDATE items SET title = ?4, kind = ?5, is_required = ?6, weight = ?7, maximum_score = ?8, \
             attempt_limit = ?9, opens_after = ?10, is_final_assessment = ?11 \
             WHERE tenant_no = ?1 AND id = ?2 AND course_id = ?3",
            params![
                self.tenant_no,
                id.bytes(),
                course.bytes(),
                terms.title.as_str(),
                terms.kind.word(),
                terms.is_required,
                terms.weight.map(|number| number.to_string()),
                terms.maximum_score.map(|number| number.to_string()),
                terms.attempt_limit,
                terms.opening.after.as_ref().map(StoredId::bytes),
                terms.opening.is_final_assessment,
            ],
        )?;
        Ok(())
    }
}
