use super::super::*;
use super::{AtTheQuiz, QUIZ, points_of};
use crate::catalogue::quiz::Quiz;
use crate::id::SubmissionId;
use crate::refusal::Refusal;
use crate::rule::{Q_55, TRN_08, TRN_13};
use crate::transcript::attempt::{AddCompletion, add_completion, responses};
use crate::verdict::AttemptFacts;

/// TRN-08, TRN-09, X-17
#[test]
fn a_completion_added_as_passed_has_the_right_answers_and_is_marked_as_made_by_hand() {
    let mut quiz = AtTheQuiz::limited(Some(1));
    let id = quiz.add("2026-03-02", ItemStatus::Passed).unwrap();
    let result = quiz.learner.result("QUIZ");
    assert_eq!((result.status, result.by), (ItemStatus::Passed, RecordedBy::Administrator));
    assert_eq!(result.score.unwrap().points(), result.score.unwrap().maximum().unwrap());
    let held = quiz.learner.transcript.submissions_of(quiz.quiz.item, 1).next().unwrap();
    assert!(held.id == id && held.is_synthetic && held.edition == Some(1));
    // It is nobody's attempt, so the one that is allowed is still there.
    let used = AttemptFacts::of(&quiz.learner.transcript, &quiz.learner.course, quiz.quiz.item);
    assert_eq!(used.handed_in, []);
    let shown = quiz.learner.with(|facts| crate::transcript::course_lines(facts, at("2026-03-02")));
    let line = shown[0].items.iter().find(|line| line.item == quiz.quiz.item).unwrap();
    assert_eq!(line.attempts, 0);
    quiz.submit("2026-03-03", 0).unwrap();
    assert_eq!(quiz.status(), ItemStatus::Passed);
}

/// TRN-09, TRN-05
#[test]
fn a_quiz_that_is_set_to_passed_has_the_right_answers_on_record_until_it_is_set_to_something_else() {
    let mut quiz = AtTheQuiz::limited(Some(1));
    let passed = EditResult { completed_at: Some(at("2026-03-02")), ..to(ItemStatus::Passed) };
    let events = quiz.edit("2026-03-05", passed).unwrap();
    let given = events.iter().find_map(|event| match event {
        TranscriptEvent::AttemptSubmitted { answers, .. } => Some(answers.as_deref()?.reveal().clone()),
        _ => None,
    });
    let questions: Quiz = serde_json::from_str(QUIZ).unwrap();
    assert!(responses(&questions, &given.unwrap()).iter().all(|response| response.is_right));
    let held = quiz.learner.transcript.submissions_of(quiz.quiz.item, 1).next().unwrap().clone();
    let result = quiz.learner.result("QUIZ");
    assert!(held.is_synthetic && held.submitted_at == at("2026-03-02"));
    assert_eq!((held.score, points_of(held.score)), (result.score, result.score.unwrap().maximum()));
    assert_eq!(quiz.edit("2026-03-05", to(ItemStatus::Passed)).unwrap(), []);
    // It is nobody's attempt, and what it says does not come back once it is taken away.
    quiz.edit("2026-03-06", to(ItemStatus::Failed)).unwrap();
    assert_eq!(quiz.learner.transcript.submissions_of(quiz.quiz.item, 1).count(), 0);
    quiz.submit("2026-03-07", 0).unwrap();
    assert_eq!(quiz.status(), ItemStatus::Failed);
}

/// TRN-09, Q-49
#[test]
fn a_pass_by_hand_goes_with_its_submission_and_has_the_score_that_was_given() {
    let mut quiz = AtTheQuiz::new();
    let score = Score::read("2", Some(3.into())).unwrap();
    let passed = EditResult { score: Some(Some(score)), ..to(ItemStatus::Passed) };
    quiz.edit("2026-03-05", passed).unwrap();
    let held = quiz.learner.transcript.submissions_of(quiz.quiz.item, 1).next().unwrap().clone();
    assert_eq!((held.score, quiz.learner.result("QUIZ").score), (Some(score), Some(score)));
    quiz.remove("2026-03-06", held.id).unwrap();
    assert_eq!(quiz.status(), ItemStatus::NotAttempted);
}

/// Access for 30 days from 1 March ends on 31 March. Q-46
#[test]
fn a_completion_said_to_be_handed_in_outside_access_is_marked() {
    use crate::transcript::OutsideAccess::{Early, Late};
    for (submitted, outside) in
        [("2026-02-20", Some(Early)), ("2026-03-05", None), ("2026-04-02", Some(Late))]
    {
        let mut quiz = AtTheQuiz::new();
        quiz.add_on("2026-04-05", Some(at(submitted)), ItemStatus::Passed).unwrap();
        assert_eq!(quiz.learner.result("QUIZ").outside, outside, "{submitted}");
        let worse = quiz.add_on("2026-04-05", Some(at("2026-03-10")), ItemStatus::Failed).unwrap();
        assert_eq!(quiz.learner.result("QUIZ").outside, outside, "{submitted}");
        quiz.remove("2026-04-06", worse).unwrap();
        assert_eq!(quiz.learner.result("QUIZ").outside, outside, "{submitted}");
    }
}

/// TRN-09
#[test]
fn the_answers_of_a_completion_are_those_of_passed_alone() {
    let answers = |status| {
        let quiz = AtTheQuiz::new();
        let submission = SubmissionId::next(&quiz.ids);
        let command = AddCompletion { submission, status, submitted_at: Some(at("2026-03-01")), score: None };
        let item = quiz.learner.course.items.iter().find(|item| item.id == quiz.quiz.item).unwrap();
        let added = |facts: &LearnerFacts<'_>| {
            add_completion(facts, item, Some(&quiz.quiz), command, at("2026-03-02"))
        };
        let events = quiz.learner.with(added).unwrap();
        let TranscriptEvent::AttemptSubmitted { answers, submitted_at, .. } = &events[0] else { panic!() };
        assert_eq!(*submitted_at, at("2026-03-01"));
        answers.as_deref().map(|answers| answers.reveal().clone())
    };
    let given = answers(ItemStatus::Passed).unwrap();
    let quiz: Quiz = serde_json::from_str(QUIZ).unwrap();
    assert!(responses(&quiz, &given).iter().all(|response| response.is_right && !response.chosen.is_empty()));
    assert_eq!(answers(ItemStatus::Failed), None);
}

/// TRN-08, TRN-13, Q-55
#[test]
fn a_completion_is_passed_or_failed_and_of_a_quiz_of_somebody_in_the_course() {
    let mut quiz = AtTheQuiz::new();
    assert_eq!(quiz.add("2026-03-02", ItemStatus::Submitted).unwrap_err().rules(), [TRN_08]);
    let item = quiz.learner.course.items.iter().find(|item| item.code.as_str() == "READ").unwrap();
    let submission = SubmissionId::next(&quiz.ids);
    let command = AddCompletion { submission, status: ItemStatus::Passed, submitted_at: None, score: None };
    let refused = quiz.learner.with(|facts| add_completion(facts, item, None, command, at("2026-03-02")));
    assert_eq!(refused.unwrap_err().rules(), [TRN_13]);
    let later = AddCompletion { submitted_at: Some(at("2026-03-04")), ..command };
    let item = quiz.learner.course.items.iter().find(|item| item.id == quiz.quiz.item).unwrap();
    let refused =
        quiz.learner.with(|facts| add_completion(facts, item, Some(&quiz.quiz), later, at("2026-03-02")));
    assert!(refused.is_err());
    // Expired is no hindrance to an administrator, unenrolled is.
    assert!(quiz.add("2026-04-15", ItemStatus::Passed).is_ok());
    quiz.learner.story.unenroll("2026-04-20", "BBB");
    assert_eq!(quiz.add("2026-04-21", ItemStatus::Passed).unwrap_err().rules(), [Q_55]);
}
