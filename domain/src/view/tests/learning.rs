use super::super::{Learning, Role, course_lines};
use crate::catalogue::Course;
use crate::id::{CountingIds, SubmissionId};
use crate::record::story::{Story, at, stamp};
use crate::time::Instant;
use crate::transcript::{ItemResult, ItemStatus, RecordedBy, Transcript, TranscriptEvent, record_item};

/// Ada in course `BBB`, which requires the quiz `QUIZ` and the file `READ`, for 30 days from 1 March 2026.
struct Learner {
    story: Story,
    course: Course,
    transcript: Transcript,
}

impl Learner {
    fn enrolled() -> Self {
        let mut story = Story::begin();
        story.assign("2026-03-01", "BBB-30");
        let course = story.catalogue.course_by_code("BBB").unwrap().clone();
        let transcript = Transcript::empty(story.record.customer.id);
        Self { story, course, transcript }
    }

    fn records(&mut self, when: &str, item: &str, result: ItemResult) {
        let item = self.course.items.iter().find(|known| known.code.as_str() == item).unwrap().id;
        let events = record_item(&self.transcript, &self.course, 1, item, result, at(when));
        self.writes(when, &events);
    }

    fn writes(&mut self, when: &str, events: &[TranscriptEvent]) {
        for event in events {
            let stamp = stamp(self.transcript.revision.next(), at(when));
            self.transcript.apply(event, &stamp);
        }
    }

    fn learning(&self, when: Instant) -> Learning {
        let (record, catalogue) = (&self.story.record, &self.story.catalogue);
        let facts = &record.enrollments;
        let lines =
            course_lines(catalogue, &record.grants, facts, &self.transcript, Role::Administrator, when);
        lines[0].learning
    }
}

fn result(status: ItemStatus, by: RecordedBy) -> ItemResult {
    ItemResult { status, ..ItemResult::not_attempted(by) }
}

fn learning(completed: Option<&str>, progress: u8, active: Option<&str>) -> Learning {
    let progress = Some(progress);
    Learning { completed_at: completed.map(at), progress, last_active_at: active.map(at) }
}

/// VIEW-06: as it was at each instant, whatever came later.
#[test]
fn a_line_says_when_the_course_was_completed_how_much_is_done_and_when_last() {
    let mut learner = Learner::enrolled();
    let half = ItemResult { progress: Some(45), ..result(ItemStatus::InProgress, RecordedBy::Learner) };
    learner.records("2026-03-05", "QUIZ", half);
    learner.records("2026-03-06", "READ", result(ItemStatus::Completed, RecordedBy::Learner));
    learner.records("2026-03-07", "QUIZ", result(ItemStatus::Passed, RecordedBy::Learner));
    let just = |when: &str, micros| learner.learning(at(when).checked_add_micros(micros).unwrap());
    assert_eq!(just("2026-03-05", -1), learning(None, 0, None));
    assert_eq!(just("2026-03-05", 0), learning(None, 22, Some("2026-03-05")));
    assert_eq!(just("2026-03-07", -1), learning(None, 72, Some("2026-03-06")));
    let done = learning(Some("2026-03-07"), 100, Some("2026-03-07"));
    assert_eq!(just("2026-03-07", 0), done);
    // Access is over by then, and what was done stays done.
    assert_eq!(just("2026-05-01", 0), done);
}

/// VIEW-06
#[test]
fn what_an_administrator_writes_is_no_activity_of_the_learner_and_what_a_file_says_is_one_on_its_day() {
    let mut learner = Learner::enrolled();
    learner.records("2026-03-10", "READ", result(ItemStatus::Completed, RecordedBy::Administrator));
    assert_eq!(learner.learning(at("2026-03-10")), learning(None, 50, None));
    let handed_in = ItemResult {
        submitted_at: Some(at("2026-03-08")),
        ..result(ItemStatus::Submitted, RecordedBy::Import)
    };
    learner.records("2026-03-11", "QUIZ", handed_in);
    assert_eq!(learner.learning(at("2026-03-11")), learning(None, 50, Some("2026-03-08")));
    let item = learner.course.items.iter().find(|known| known.code.as_str() == "QUIZ").unwrap().id;
    for (number, day, is_synthetic, active) in
        [(1, "2026-03-12", true, "2026-03-08"), (2, "2026-03-13", false, "2026-03-13")]
    {
        let submitted = TranscriptEvent::AttemptSubmitted {
            submission: SubmissionId::next(&CountingIds::starting_at(number)),
            item,
            course: learner.course.id,
            version: 1,
            submitted_at: at(day),
            score: None,
            is_passed: Some(true),
            is_synthetic,
            started_at: None,
            edition: None,
            is_in_grace: false,
            answers: None,
        };
        learner.writes(day, &[submitted]);
        assert_eq!(learner.learning(at(day)).last_active_at, Some(at(active)));
    }
}

/// VIEW-06, TRN-15
#[test]
fn a_course_that_is_waived_counts_as_completed_and_its_progress_stays_what_was_done() {
    let mut learner = Learner::enrolled();
    let course = learner.course.id;
    learner.writes("2026-03-04", &[TranscriptEvent::CourseWaived { course, version: 1 }]);
    assert_eq!(learner.learning(at("2026-03-04")), learning(Some("2026-03-04"), 0, None));
    learner.writes("2026-03-06", &[TranscriptEvent::CourseWaiverLifted { course, version: 1 }]);
    assert_eq!(learner.learning(at("2026-03-06")), learning(None, 0, None));
    assert_eq!(learner.learning(at("2026-03-05")), learning(Some("2026-03-04"), 0, None));
}

/// VIEW-06
#[test]
fn where_nothing_is_required_everything_counts_and_without_items_there_is_no_progress() {
    let mut learner = Learner::enrolled();
    learner.records("2026-03-06", "READ", result(ItemStatus::Completed, RecordedBy::Learner));
    learner.course.items[0].terms.is_required = false;
    learner.place();
    assert_eq!(learner.learning(at("2026-03-06")).progress, Some(100));
    learner.course.items[1].terms.is_required = false;
    learner.place();
    assert_eq!(learner.learning(at("2026-03-06")).progress, Some(50));
    learner.course.items.clear();
    learner.place();
    let none = Learning { progress: None, ..learning(None, 0, Some("2026-03-06")) };
    assert_eq!(learner.learning(at("2026-03-06")), none);
}

impl Learner {
    /// Puts the course as it is now into the catalogue.
    fn place(&mut self) {
        let catalogue = &self.story.catalogue;
        let courses = catalogue
            .courses()
            .iter()
            .map(|known| if known.id == self.course.id { self.course.clone() } else { known.clone() });
        let courses = courses.collect();
        let (products, prices) = (catalogue.products().to_vec(), catalogue.prices().to_vec());
        self.story.catalogue = crate::catalogue::Catalogue::new(products, prices, courses);
    }
}
