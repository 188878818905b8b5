mod attempts;
mod completion;
mod edits;
mod lines;
mod modules;
mod outside;
mod versions;

use super::{
    EditResult, ItemResult, ItemStatus, LearnerFacts, RecordedBy, Score, Transcript, TranscriptEvent,
    TranscriptRefused, edit_result, finish, record_item, waive,
};
use crate::catalogue::{Course, CourseEvent, ItemTerms, edit_item, publish_course};
use crate::id::{CountingIds, ItemId};
use crate::record::story::{Story, at, stamp};
use crate::refusal::Outcome;
use crate::time::Instant;

/// Ada in course `BBB`, whose quiz `QUIZ` and file `READ` are required, with what is on record of her.
struct Learner {
    story: Story,
    course: Course,
    transcript: Transcript,
}

impl Learner {
    /// Enrolled for 30 days from 1 March 2026.
    fn enrolled() -> Self {
        let mut learner = Self::begin();
        learner.story.assign("2026-03-01", "BBB-30");
        learner
    }

    fn begin() -> Self {
        let story = Story::begin();
        let course = story.catalogue.course_by_code("BBB").unwrap().clone();
        let transcript = Transcript::empty(story.record.customer.id);
        Self { story, course, transcript }
    }

    fn item(&self, code: &str) -> ItemId {
        self.course.items.iter().find(|item| item.code.as_str() == code).unwrap().id
    }

    fn write(&mut self, when: Instant, events: &[TranscriptEvent]) {
        for event in events {
            let stamp = stamp(self.transcript.revision.next(), when);
            self.transcript.apply(event, &stamp);
        }
    }

    /// Asks about what is on record with the facts as they are.
    fn with<T>(&self, ask: impl FnOnce(&LearnerFacts<'_>) -> T) -> T {
        let (grants, enrollment) = (self.story.grants("BBB"), self.story.enrollment("BBB"));
        let (transcript, course) = (&self.transcript, &self.course);
        ask(&LearnerFacts { transcript, course, grants: &grants, enrollment: &enrollment })
    }

    /// An administrator's edit, written if it is let.
    fn edit(
        &mut self,
        when: &str,
        item: &str,
        command: EditResult,
    ) -> Result<(Outcome, Vec<TranscriptEvent>), TranscriptRefused> {
        let item = self.course.items.iter().find(|known| known.code.as_str() == item).unwrap().clone();
        let decided = self.with(|facts| {
            edit_result(facts, &item, None, command, at(when), &CountingIds::starting_at(700))
        })?;
        self.write(at(when), &decided.1);
        Ok(decided)
    }

    fn set(&mut self, when: &str, item: &str, status: ItemStatus) {
        let (outcome, _) = self.edit(when, item, to(status)).unwrap();
        assert_eq!(outcome, Outcome::Applied);
    }

    /// The learner's own result, written without asking.
    fn records(&mut self, when: &str, version: u32, item: &str, status: ItemStatus) {
        let result = ItemResult { status, ..ItemResult::not_attempted(RecordedBy::Learner) };
        let item = self.item(item);
        let events = record_item(&self.transcript, &self.course, version, item, result, at(when));
        self.write(at(when), &events);
    }

    fn waive(&mut self, when: &str, is_waived: bool) -> Result<Outcome, TranscriptRefused> {
        let (outcome, events) = self.with(|facts| waive(facts, is_waived, at(when)))?;
        self.write(at(when), &events);
        Ok(outcome)
    }

    fn happens(&mut self, when: &str, event: &CourseEvent) {
        let revision = self.course.revision.next();
        self.course.apply(event, revision, at(when));
    }

    fn publish(&mut self, when: &str, without: &[&str]) {
        let dropped: Vec<_> =
            self.course.items.iter().filter(|item| without.contains(&item.code.as_str())).cloned().collect();
        let events = publish_course(&self.course, &dropped.iter().collect::<Vec<_>>()).unwrap();
        self.happens(when, &events[0]);
    }

    fn require(&mut self, item: &str, is_required: bool) {
        let item = self.course.items.iter().find(|known| known.code.as_str() == item).unwrap().clone();
        let (_, events) = edit_item(&item, ItemTerms { is_required, ..item.terms.clone() }).unwrap();
        self.happens("2026-03-01", &events[0]);
    }

    fn is_complete(&self) -> bool {
        self.transcript.standing(self.course.id, 1).is_complete()
    }

    fn result(&self, item: &str) -> ItemResult {
        self.transcript.item(self.item(item), 1).unwrap().result
    }
}

fn to(status: ItemStatus) -> EditResult {
    EditResult { status: Some(status), ..EditResult::default() }
}

fn points(text: &str) -> Score {
    Score::read(text, Some(100.into())).unwrap()
}
