use super::*;
use crate::refusal::Refusal;
use crate::rule::{ACC_01, ENR_14, Q_55, TRN_05};
use crate::transcript::OutsideAccess;

use ItemStatus::{Completed, Failed, InProgress, NotAttempted, Passed, Submitted};

/// TRN-05, TRN-04
#[test]
fn an_administrator_sets_status_completion_and_score_of_an_item() {
    let mut learner = Learner::enrolled();
    let command = EditResult {
        status: Some(Passed),
        completed_at: Some(at("2026-03-03T10:00:00Z")),
        score: Some(Some(points("87.5"))),
    };
    learner.edit("2026-03-09", "QUIZ", command).unwrap();
    let result = learner.result("QUIZ");
    assert_eq!((result.status, result.score), (Passed, Some(points("87.5"))));
    assert_eq!(result.completed_at, Some(at("2026-03-03T10:00:00Z")));
    assert_eq!((result.by, result.outside, result.percent()), (RecordedBy::Administrator, None, 100));
    assert_eq!(learner.transcript.item(learner.item("READ"), 1), None);
}

/// TRN-06
#[test]
fn attendance_is_marked_by_completing_the_event() {
    let mut learner = Learner::enrolled();
    learner.edit("2026-03-09", "READ", to("Attended".parse().unwrap())).unwrap();
    assert_eq!(learner.result("READ").status, Completed);
    assert_eq!(learner.result("READ").completed_at, Some(at("2026-03-09")));
}

#[test]
fn what_an_edit_does_not_name_stays() {
    let mut learner = Learner::enrolled();
    let scored = EditResult { score: Some(Some(points("40"))), ..to(Failed) };
    learner.edit("2026-03-03", "QUIZ", scored).unwrap();
    learner.set("2026-03-09", "QUIZ", Passed);
    let result = learner.result("QUIZ");
    assert_eq!((result.score, result.completed_at), (Some(points("40")), Some(at("2026-03-03"))));
    learner.edit("2026-03-10", "QUIZ", EditResult { score: Some(None), ..EditResult::default() }).unwrap();
    assert_eq!((learner.result("QUIZ").status, learner.result("QUIZ").score), (Passed, None));
    learner.set("2026-03-11", "QUIZ", InProgress);
    assert_eq!(learner.result("QUIZ").completed_at, None);
    learner.set("2026-03-12", "QUIZ", NotAttempted);
    assert_eq!(learner.result("QUIZ"), ItemResult::not_attempted(RecordedBy::Administrator));
    assert_eq!(learner.transcript.history(learner.item("QUIZ"), 1).count(), 5);
}

#[test]
fn the_same_edit_again_changes_nothing() {
    let mut learner = Learner::enrolled();
    assert_eq!(learner.edit("2026-03-03", "QUIZ", to(NotAttempted)).unwrap().0, Outcome::Unchanged);
    learner.set("2026-03-03", "QUIZ", Completed);
    assert_eq!(learner.edit("2026-03-04", "QUIZ", to(Completed)).unwrap(), (Outcome::Unchanged, Vec::new()));
    assert_eq!(learner.result("QUIZ").completed_at, Some(at("2026-03-03")));
}

/// TRN-05
#[test]
fn edits_that_make_no_sense_are_refused() {
    let mut learner = Learner::enrolled();
    let completed = |status, day| EditResult { completed_at: Some(at(day)), ..to(status) };
    let refused = [
        completed(Completed, "2026-03-09T00:00:00.000001Z"),
        completed(Submitted, "2026-03-03"),
        EditResult { completed_at: Some(at("2026-03-03")), ..EditResult::default() },
        EditResult { score: Some(Some(points("1"))), ..EditResult::default() },
        EditResult { score: Some(Some(points("1"))), ..to(NotAttempted) },
    ];
    for command in refused {
        let refused = learner.edit("2026-03-09", "QUIZ", command).unwrap_err();
        assert_eq!(refused.rules(), [TRN_05], "{command:?}");
    }
    assert!(learner.edit("2026-03-09", "QUIZ", completed(Completed, "2026-03-09")).is_ok());
}

///
#[test]
fn a_transcript_is_edited_while_expired_but_not_while_unenrolled() {
    let mut learner = Learner::begin();
    let refused = learner.edit("2026-03-05", "QUIZ", to(Completed)).unwrap_err();
    assert_eq!(refused.rules(), [ACC_01]);
    learner.story.assign("2026-03-01", "BBB-30");
    learner.set("2026-04-15", "QUIZ", Completed);
    assert_eq!(learner.result("QUIZ").outside, Some(OutsideAccess::Late));
    learner.story.unenroll("2026-05-01", "BBB");
    for when in ["2026-05-01", "2026-06-01"] {
        assert_eq!(learner.edit(when, "QUIZ", to(Failed)).unwrap_err().rules(), [Q_55]);
        assert_eq!(learner.waive(when, true).unwrap_err().rules(), [Q_55]);
    }
    learner.set("2026-04-30", "QUIZ", Failed);
    assert_eq!(learner.waive("2026-04-30", true), Ok(Outcome::Applied));
}

/// TRN-14
#[test]
fn what_was_completed_stays_so_when_access_ends_is_taken_back_and_is_given_again() {
    let mut learner = Learner::enrolled();
    learner.set("2026-03-02", "QUIZ", Passed);
    learner.set("2026-03-02", "READ", Completed);
    let before = learner.transcript.clone();
    let grant = learner.story.record.grants[0].id;
    learner.story.unenroll("2026-03-10", "BBB");
    learner.story.enroll("2026-03-12", "BBB");
    learner.story.revoke("2026-03-14", grant);
    learner.story.assign("2026-05-01", "BBB-30");
    assert_eq!(learner.transcript, before);
    for when in ["2026-03-05", "2026-03-11", "2026-03-13", "2026-03-15", "2026-05-02", "2026-09-01"] {
        let complete = learner.with(|facts| {
            super::super::course_lines(facts, at(when)).iter().any(|line| line.standing.is_complete())
        });
        assert!(complete, "{when}");
    }
}

/// ENR-14
#[test]
fn an_item_that_left_the_learners_version_is_not_edited() {
    let mut learner = Learner::begin();
    learner.publish("2026-02-01", &["READ"]);
    learner.story.assign("2026-03-01", "BBB-30");
    let refused = learner.edit("2026-03-05", "READ", to(Completed)).unwrap_err();
    assert_eq!(refused.rules(), [ENR_14]);
    assert!(learner.edit("2026-03-05", "QUIZ", to(Completed)).is_ok());
    assert!(learner.transcript.standing(learner.course.id, 2).is_complete());
}
