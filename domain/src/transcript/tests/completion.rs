use proptest::prelude::*;
use proptest::sample::select;

use super::*;

use ItemStatus::{Completed, Failed, InProgress, NotAttempted, Passed};

/// TRN-02, TRN-03
#[test]
fn a_course_is_complete_once_all_its_required_items_are() {
    let mut learner = Learner::enrolled();
    learner.set("2026-03-02", "QUIZ", Passed);
    assert!(!learner.is_complete());
    learner.set("2026-03-05", "READ", Completed);
    assert!(learner.is_complete());
    let standing = learner.transcript.standing(learner.course.id, 1);
    assert_eq!((standing.completed_at, standing.waived_at), (Some(at("2026-03-05")), None));
}

/// TRN-02
#[test]
fn an_item_that_is_not_required_is_not_waited_for() {
    let mut learner = Learner::enrolled();
    learner.require("READ", false);
    learner.set("2026-03-02", "QUIZ", Completed);
    assert!(learner.is_complete());
}

#[test]
fn a_course_is_complete_from_the_latest_of_its_items_on_whatever_the_order_they_are_recorded_in() {
    let mut learner = Learner::enrolled();
    let done = |day| EditResult { completed_at: Some(at(day)), ..to(Completed) };
    learner.edit("2026-03-20", "READ", done("2026-03-12")).unwrap();
    learner.edit("2026-03-20", "QUIZ", done("2026-03-04")).unwrap();
    assert_eq!(learner.transcript.standing(learner.course.id, 1).completed_at, Some(at("2026-03-12")));
}

/// TRN-02, TRN-15
#[test]
fn an_item_on_record_completes_the_course_once_the_others_are_not_required_any_more() {
    let mut learner = Learner::enrolled();
    learner.set("2026-03-02", "QUIZ", Passed);
    learner.require("READ", false);
    assert!(!learner.is_complete());
    let (outcome, events) = learner.edit("2026-03-09", "QUIZ", to(Passed)).unwrap();
    assert_eq!((outcome, events.len()), (Outcome::Applied, 1), "{events:?}");
    assert_eq!(learner.transcript.standing(learner.course.id, 1).completed_at, Some(at("2026-03-02")));
    assert_eq!(learner.edit("2026-03-09", "QUIZ", to(Passed)).unwrap(), (Outcome::Unchanged, Vec::new()));
}

/// TRN-02
#[test]
fn a_course_of_which_all_that_is_still_required_is_complete_is_finished_once() {
    let mut learner = Learner::enrolled();
    learner.set("2026-03-02", "QUIZ", Passed);
    assert_eq!(finish(&learner.transcript, &learner.course, 1), None, "the file is waited for");
    learner.require("READ", false);
    let finished = finish(&learner.transcript, &learner.course, 1).unwrap();
    let (course, completed_at) = (learner.course.id, at("2026-03-02"));
    assert_eq!(finished, TranscriptEvent::CourseCompleted { course, version: 1, completed_at });
    assert_eq!(finish(&learner.transcript, &learner.course, 2), None, "nothing is on record of that version");
    learner.write(at("2026-03-09"), &[finished]);
    assert_eq!(finish(&learner.transcript, &learner.course, 1), None, "it is complete by now");
}

///
#[test]
fn a_course_that_requires_nothing_any_more_is_not_finished_by_that() {
    let mut learner = Learner::enrolled();
    learner.set("2026-03-02", "QUIZ", Passed);
    learner.require("QUIZ", false);
    learner.require("READ", false);
    assert_eq!(finish(&learner.transcript, &learner.course, 1), None);
}

/// TRN-15, Q-49
#[test]
fn an_edited_item_turns_the_course_both_ways() {
    let mut learner = Learner::enrolled();
    learner.set("2026-03-02", "QUIZ", Passed);
    learner.set("2026-03-02", "READ", Completed);
    learner.set("2026-03-03", "QUIZ", Failed);
    assert!(!learner.is_complete());
    learner.set("2026-03-04", "QUIZ", Completed);
    assert!(learner.is_complete());
    learner.set("2026-03-05", "READ", NotAttempted);
    assert!(!learner.is_complete());
}

/// TRN-15
#[test]
fn a_mark_by_hand_stands_beside_what_the_items_say() {
    let mut learner = Learner::enrolled();
    assert_eq!(learner.waive("2026-03-02", true), Ok(Outcome::Applied));
    assert_eq!(learner.waive("2026-03-03", true), Ok(Outcome::Unchanged));
    let standing = learner.transcript.standing(learner.course.id, 1);
    assert_eq!((standing.completed_at, standing.waived_at), (None, Some(at("2026-03-02"))));
    assert!(standing.is_complete());
    learner.set("2026-03-04", "QUIZ", Failed);
    assert!(learner.is_complete());
    assert_eq!(learner.waive("2026-03-05", false), Ok(Outcome::Applied));
    assert!(!learner.is_complete());
    assert_eq!(learner.waive("2026-03-05", false), Ok(Outcome::Unchanged));
}

///
#[test]
fn a_course_without_a_required_item_is_completed_by_hand_alone() {
    let mut learner = Learner::enrolled();
    learner.require("QUIZ", false);
    learner.require("READ", false);
    assert!(!learner.course.has_required_items(1));
    learner.set("2026-03-02", "QUIZ", Completed);
    learner.set("2026-03-02", "READ", Completed);
    assert!(!learner.is_complete());
    learner.waive("2026-03-02", true).unwrap();
    assert!(learner.is_complete());
}

///
#[test]
fn what_becomes_required_later_takes_nothing_back() {
    let mut learner = Learner::enrolled();
    learner.require("READ", false);
    learner.set("2026-03-02", "QUIZ", Completed);
    learner.require("READ", true);
    assert!(learner.is_complete());
    learner.set("2026-03-03", "READ", InProgress);
    assert!(learner.is_complete());
    learner.set("2026-03-04", "QUIZ", Failed);
    assert!(!learner.is_complete());
    learner.set("2026-03-05", "QUIZ", Passed);
    assert!(!learner.is_complete(), "the item that is required by now is waited for");
}

proptest! {
    /// TRN-15, Q-49: while the catalogue stays as it is, the course is complete exactly when its items are, and an entry
    /// turns it at most once.
    #[test]
    fn the_course_follows_its_items(
        acts in prop::collection::vec((select(vec!["QUIZ", "READ"]), select(ItemStatus::ALL.to_vec())), 1..20),
    ) {
        let mut learner = Learner::enrolled();
        for (item, status) in acts {
            let (_, events) = learner.edit("2026-03-10", item, to(status)).unwrap();
            prop_assert!(events.len() <= 2);
            let is_done = |item| {
                let record = learner.transcript.item(learner.item(item), 1);
                record.is_some_and(|record| record.result.status.is_complete())
            };
            prop_assert_eq!(learner.is_complete(), is_done("QUIZ") && is_done("READ"));
            prop_assert_eq!(learner.edit("2026-03-10", item, to(status)).unwrap().0, Outcome::Unchanged);
            prop_assert_eq!(finish(&learner.transcript, &learner.course, 1), None, "there is nothing left to do");
        }
    }
}
