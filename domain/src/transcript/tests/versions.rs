use super::super::{TakeIn, take_in};
use super::*;
use crate::id::CountingIds;
use crate::refusal::Refusal;
use crate::rule::ENR_14;

fn version(learner: &Learner, when: &str) -> u32 {
    learner.with(|facts| facts.version_at(at(when)))
}

/// ENR-14
#[test]
fn a_learner_takes_the_latest_version_that_was_out_when_they_came_in() {
    let mut learner = Learner::begin();
    learner.publish("2026-02-01", &[]);
    learner.publish("2026-04-01", &[]);
    assert_eq!(version(&learner, "2026-03-01"), 3, "who never came in would take the latest");
    learner.story.assign("2026-03-01", "BBB-30");
    assert_eq!(["2026-03-02", "2026-04-02", "2026-09-01"].map(|when| version(&learner, when)), [2, 2, 2]);
}

/// ENR-13
#[test]
fn who_comes_back_before_another_version_is_out_goes_on_with_their_own() {
    let mut learner = Learner::enrolled();
    learner.records("2026-03-03", 1, "QUIZ", ItemStatus::Completed);
    learner.story.unenroll("2026-03-05", "BBB");
    learner.story.enroll("2026-03-10", "BBB");
    learner.publish("2026-03-12", &[]);
    assert_eq!(version(&learner, "2026-03-20"), 1);
    let next = learner.with(|facts| super::super::course_lines(facts, at("2026-03-20"))[0].next_item);
    assert_eq!(next, Some(learner.item("READ")));
    assert_eq!(learner.result("QUIZ").status, ItemStatus::Completed);
}

/// ENR-14
#[test]
fn who_comes_back_after_another_version_is_out_starts_fresh_and_the_old_data_stay() {
    let mut learner = Learner::enrolled();
    learner.records("2026-03-03", 1, "QUIZ", ItemStatus::Completed);
    learner.story.unenroll("2026-03-05", "BBB");
    learner.publish("2026-03-07", &[]);
    learner.story.enroll("2026-03-10", "BBB");
    assert_eq!(["2026-03-04", "2026-03-08", "2026-03-11"].map(|when| version(&learner, when)), [1, 1, 2]);
    let quiz = learner.item("QUIZ");
    assert_eq!(learner.transcript.item(quiz, 2), None);
    assert_eq!(learner.result("QUIZ").status, ItemStatus::Completed);
}

/// ENR-14
#[test]
fn a_window_that_ends_and_opens_again_does_not_break_a_stay() {
    let mut learner = Learner::enrolled();
    learner.publish("2026-04-15", &[]);
    learner.story.assign("2026-05-01", "BBB-30");
    assert_eq!(version(&learner, "2026-05-02"), 1);
}

/// ENR-14
#[test]
fn who_buys_after_everything_was_taken_back_takes_the_version_of_that_day() {
    let mut learner = Learner::enrolled();
    let grant = learner.story.record.grants[0].id;
    learner.story.revoke("2026-03-05", grant);
    learner.publish("2026-04-15", &[]);
    assert_eq!(version(&learner, "2026-04-20"), 1);
    learner.story.assign("2026-05-01", "BBB-30");
    assert_eq!(version(&learner, "2026-05-02"), 2);
}

/// ENR-14
#[test]
fn a_result_from_elsewhere_is_of_an_item_of_the_learners_version() {
    let mut learner = Learner::begin();
    learner.publish("2026-02-01", &["READ"]);
    learner.story.assign("2026-03-01", "BBB-30");
    let item = learner.course.items.iter().find(|item| item.code.as_str() == "READ").unwrap();
    let command = TakeIn { item, quiz: None, submitted_at: at("2026-03-02"), score: None };
    let ids = CountingIds::default();
    let refused = learner.with(|facts| take_in(facts, command, at("2026-03-03"), &ids)).unwrap_err();
    assert_eq!(refused.rules(), [ENR_14]);
}
