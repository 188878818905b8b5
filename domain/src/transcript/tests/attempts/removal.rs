use proptest::prelude::*;

use super::super::*;
use super::AtTheQuiz;
use crate::id::SubmissionId;
use crate::refusal::Refusal;
use crate::rule::{TRN_11, TRN_12};
use crate::transcript::attempt::quiz_work;

/// TRN-12
#[test]
fn the_attempt_limit_is_held_and_a_removed_submission_gives_one_back() {
    let mut quiz = AtTheQuiz::limited(Some(2));
    let first = quiz.submit("2026-03-02", 0).unwrap();
    quiz.submit("2026-03-02", 1).unwrap();
    let refused = quiz.submit("2026-03-03", 3).unwrap_err();
    assert_eq!(refused.rules(), [TRN_12]);
    assert!(refused.to_string().contains("all 2 attempts"), "{refused}");
    assert_eq!(quiz.remove("2026-03-03", first), Ok(Outcome::Applied));
    assert_eq!(quiz.remove("2026-03-03", first), Ok(Outcome::Unchanged));
    quiz.submit("2026-03-04", 3).unwrap();
    assert!(quiz.submit("2026-03-05", 3).is_err());
}

/// TRN-11
#[test]
fn a_submission_that_is_not_there_cannot_be_removed() {
    let mut quiz = AtTheQuiz::new();
    let refused = quiz.remove("2026-03-02", SubmissionId::next(&quiz.ids)).unwrap_err();
    assert_eq!((refused.rules(), refused.is_missing()), (&[TRN_11][..], true));
}

/// Q-49, TRN-15
#[test]
fn removing_the_submission_that_passed_turns_quiz_and_course_back() {
    let mut quiz = AtTheQuiz::new();
    quiz.learner.set("2026-03-02", "READ", ItemStatus::Completed);
    quiz.submit("2026-03-03", 0).unwrap();
    let passing = quiz.submit("2026-03-04", 3).unwrap();
    assert!(quiz.learner.is_complete());
    quiz.remove("2026-03-05", passing).unwrap();
    let result = quiz.learner.result("QUIZ");
    assert_eq!((result.status, result.completed_at), (ItemStatus::Failed, Some(at("2026-03-03"))));
    assert!(!quiz.learner.is_complete());
    assert_eq!(quiz.points().as_deref(), Some("0"));
}

///
#[test]
fn taking_a_worse_attempt_out_leaves_the_pass_the_learners_own() {
    let mut quiz = AtTheQuiz::limited(None);
    let worse = quiz.submit("2026-03-03", 0).unwrap();
    quiz.submit("2026-03-04", 3).unwrap();
    let last = quiz.submit("2026-03-05", 1).unwrap();
    let before = quiz.learner.result("QUIZ");
    quiz.remove("2026-03-06", worse).unwrap();
    assert_eq!(quiz.learner.result("QUIZ"), before);
    quiz.remove("2026-03-06", last).unwrap();
    assert_eq!(quiz.learner.result("QUIZ"), ItemResult { submitted_at: Some(at("2026-03-04")), ..before });
    assert_eq!(before.by, RecordedBy::Learner);
}

/// Q-49, TRN-05
#[test]
fn removing_a_submission_leaves_an_entry_made_by_hand_alone() {
    let mut quiz = AtTheQuiz::new();
    let failing = quiz.submit("2026-03-03", 0).unwrap();
    quiz.learner.set("2026-03-04", "QUIZ", ItemStatus::Completed);
    quiz.submit("2026-03-05", 0).unwrap();
    quiz.remove("2026-03-06", failing).unwrap();
    assert_eq!(quiz.status(), ItemStatus::Completed);
}

proptest! {
    /// Whatever is handed in and taken out, the record says what the attempts that stand come to, and the course is complete
    /// exactly while the quiz is. TRN-15, Q-49
    #[test]
    fn the_record_is_what_the_standing_attempts_come_to(
        acts in proptest::collection::vec((0_usize..4, proptest::option::weighted(0.4, 0_usize..8)), 1..14),
    ) {
        let mut quiz = AtTheQuiz::limited(None);
        quiz.learner.set("2026-03-02", "READ", ItemStatus::Completed);
        let mut ids = Vec::new();
        for (count, removed) in acts {
            match removed.and_then(|place| ids.get(place).copied()) {
                Some(id) => { quiz.remove("2026-03-04", id).unwrap(); }
                None if count == 3 => ids.push(quiz.add("2026-03-04", ItemStatus::Failed).unwrap()),
                None => ids.push(quiz.submit("2026-03-04", count + 1).unwrap()),
            }
            let transcript = &quiz.learner.transcript;
            let work = quiz_work(transcript.submissions_of(quiz.quiz.item, 1));
            let result = quiz.learner.result("QUIZ");
            prop_assert_eq!((result.status, result.score), (work.status, work.score));
            prop_assert_eq!(quiz.learner.is_complete(), work.status.is_complete());
            let used = transcript.attempts_used(quiz.quiz.item, 1);
            prop_assert!(used as usize <= ids.len());
        }
    }
}
