use super::*;
use crate::enrollment::StateWord;
use crate::transcript::{CourseLine, course_lines};

fn lines(learner: &Learner, when: &str) -> Vec<CourseLine> {
    learner.with(|facts| course_lines(facts, at(when)))
}

/// TRN-01, X-16
#[test]
fn every_item_has_a_line_with_the_state_and_the_end_of_access_whatever_becomes_of_it() {
    let mut learner = Learner::enrolled();
    learner.records("2026-03-02", 1, "QUIZ", ItemStatus::InProgress);
    learner.story.unenroll("2026-05-01", "BBB");
    let expected = [
        ("2026-03-05", StateWord::Enrolled, "2026-03-31"),
        ("2026-04-05", StateWord::Expired, "2026-03-31"),
        ("2026-05-05", StateWord::Unenrolled, "2026-05-01"),
    ];
    for (when, state, end) in expected {
        let lines = lines(&learner, when);
        let [line] = lines.as_slice() else { panic!("{lines:?}") };
        assert_eq!(line.state.map(|state| state.word()), Some(state), "{when}");
        assert_eq!((line.expires_at, line.items.len()), (Some(at(end)), 2), "{when}");
        assert!(line.items[0].record.is_some() && line.items[1].record.is_none());
    }
}

#[test]
fn a_course_that_was_never_opened_has_no_line_unless_something_is_on_record() {
    let mut learner = Learner::begin();
    assert_eq!(lines(&learner, "2026-03-05"), []);
    learner.records("2026-03-02", 1, "QUIZ", ItemStatus::InProgress);
    let lines = lines(&learner, "2026-03-05");
    assert_eq!((lines.len(), lines[0].state, lines[0].is_present), (1, None, false));
}

/// X-16, ENR-14
#[test]
fn an_earlier_version_keeps_its_lines_beside_the_present_one() {
    let mut learner = Learner::enrolled();
    learner.records("2026-03-02", 1, "READ", ItemStatus::Completed);
    learner.story.unenroll("2026-03-05", "BBB");
    learner.publish("2026-03-07", &["READ"]);
    learner.story.enroll("2026-03-10", "BBB");
    let lines = lines(&learner, "2026-03-11");
    let shown: Vec<_> = lines.iter().map(|line| (line.version, line.is_present, line.items.len())).collect();
    assert_eq!(shown, [(2, true, 1), (1, false, 2)]);
    assert_eq!(lines[1].items[1].record.as_ref().unwrap().result.status, ItemStatus::Completed);
}

/// ENR-13
#[test]
fn the_next_item_is_the_first_to_do_after_the_last_completed_one() {
    let mut learner = Learner::enrolled();
    let next = |learner: &Learner| lines(learner, "2026-03-05")[0].next_item;
    assert_eq!(next(&learner), Some(learner.item("QUIZ")));
    learner.records("2026-03-02", 1, "QUIZ", ItemStatus::Completed);
    assert_eq!(next(&learner), Some(learner.item("READ")));
    learner.records("2026-03-02", 1, "QUIZ", ItemStatus::InProgress);
    learner.records("2026-03-02", 1, "READ", ItemStatus::Completed);
    assert_eq!(next(&learner), Some(learner.item("QUIZ")), "what was passed over is still to do");
    learner.records("2026-03-02", 1, "QUIZ", ItemStatus::Failed);
    assert_eq!(next(&learner), None);
}
