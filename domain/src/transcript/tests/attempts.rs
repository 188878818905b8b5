use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::attempt::{
    AddCompletion, AttemptRefused, QuizStatistics, SubmitAttempt, add_completion, quiz_work,
    remove_submission, responses, submit_attempt,
};
use super::*;
use crate::access::Dates;
use crate::catalogue::quiz::{Answers, ItemQuiz, Quiz, QuizKey};
use crate::customer::StatusWord;
use crate::id::{CountingIds, SubmissionId};
use crate::record::story::day;
use crate::refusal::Refusal;
use crate::rule::{CUS_21, ENR_09, ENR_14, Q_45, Q_46, Q_55, TRN_08, TRN_10, TRN_11, TRN_12, TRN_13};
use crate::verdict::AttemptFacts;

const QUIZ: &str = r#"{"pass_mark": 50, "questions": [
    {"id": "one", "text": "1 + 1 =", "kind": "single",
     "choices": [{"id": "a", "text": "2"}, {"id": "b", "text": "3"}], "correct": ["a"]},
    {"id": "two", "text": "2 + 2 =", "kind": "single",
     "choices": [{"id": "a", "text": "4"}, {"id": "b", "text": "5"}], "correct": ["a"]},
    {"id": "three", "text": "3 is even.", "kind": "true_false", "correct": ["false"]}]}"#;

/// A learner before a quiz of three questions of one point each, two of which pass it.
struct AtTheQuiz {
    learner: Learner,
    quiz: ItemQuiz,
    ids: CountingIds,
}

fn key(text: &str) -> QuizKey {
    QuizKey::parse(text).unwrap()
}

fn points_of(score: Option<Score>) -> Option<rust_decimal::Decimal> {
    score.map(|score| score.points())
}

/// Answers with so many right ones.
fn right(count: usize) -> Answers {
    let all = [("one", "a"), ("two", "a"), ("three", "false")];
    let chosen = all.into_iter().take(count);
    Answers::new(chosen.map(|(question, choice)| (key(question), BTreeSet::from([key(choice)]))))
}

impl AtTheQuiz {
    fn new() -> Self {
        let learner = Learner::enrolled();
        let mut quiz = ItemQuiz::empty(learner.item("QUIZ"));
        quiz.apply(1, 1, &serde_json::from_str::<Quiz>(QUIZ).unwrap(), at("2026-01-01"));
        Self { learner, quiz, ids: CountingIds::starting_at(900) }
    }

    /// With a limit of attempts, or none.
    fn limited(limit: Option<u32>) -> Self {
        let mut at_quiz = Self::new();
        let id = at_quiz.quiz.item;
        let item = at_quiz.learner.course.items.iter_mut().find(|item| item.id == id).unwrap();
        item.terms.attempt_limit = limit;
        at_quiz
    }

    fn command(&self, started: &str, answers: Answers) -> SubmitAttempt {
        SubmitAttempt {
            submission: SubmissionId::next(&self.ids),
            answers,
            started_at: at(started),
            grace_minutes: 0,
            status: StatusWord::Active,
        }
    }

    fn hand_in(
        &mut self,
        command: SubmitAttempt,
        now: Instant,
    ) -> Result<Vec<TranscriptEvent>, AttemptRefused> {
        let item = self.learner.course.items.iter().find(|item| item.id == self.quiz.item).unwrap().clone();
        let events =
            self.learner.with(|facts| submit_attempt(facts, &item, Some(&self.quiz), command, now))?;
        self.learner.write(now, &events);
        Ok(events)
    }

    /// An attempt begun and handed in at once; its id.
    fn submit(&mut self, when: &str, count: usize) -> Result<SubmissionId, AttemptRefused> {
        let command = self.command(when, right(count));
        let id = command.submission;
        self.hand_in(command, at(when)).map(|_| id)
    }

    fn remove(&mut self, when: &str, id: SubmissionId) -> Result<Outcome, AttemptRefused> {
        let Learner { transcript, course, .. } = &self.learner;
        let (outcome, events) = remove_submission(transcript, course, id, at(when))?;
        self.learner.write(at(when), &events);
        Ok(outcome)
    }

    fn add(&mut self, when: &str, status: ItemStatus) -> Result<SubmissionId, AttemptRefused> {
        self.add_on(when, None, status)
    }

    fn add_on(
        &mut self,
        when: &str,
        submitted_at: Option<Instant>,
        status: ItemStatus,
    ) -> Result<SubmissionId, AttemptRefused> {
        let submission = SubmissionId::next(&self.ids);
        let command = AddCompletion { submission, status, submitted_at, score: None };
        let item = self.learner.course.items.iter().find(|item| item.id == self.quiz.item).unwrap().clone();
        let events =
            self.learner.with(|facts| add_completion(facts, &item, Some(&self.quiz), command, at(when)))?;
        self.learner.write(at(when), &events);
        Ok(submission)
    }

    fn edit(&mut self, when: &str, command: EditResult) -> Result<Vec<TranscriptEvent>, TranscriptRefused> {
        let item = self.learner.course.items.iter().find(|item| item.id == self.quiz.item).unwrap().clone();
        let (quiz, ids) = (Some(&self.quiz), &self.ids);
        let (_, events) =
            self.learner.with(|facts| edit_result(facts, &item, quiz, command, at(when), ids))?;
        self.learner.write(at(when), &events);
        Ok(events)
    }

    fn status(&self) -> ItemStatus {
        let record = self.learner.transcript.item(self.quiz.item, 1);
        record.map_or(ItemStatus::NotAttempted, |record| record.result.status)
    }

    fn points(&self) -> Option<String> {
        let record = self.learner.transcript.item(self.quiz.item, 1)?;
        record.result.score.map(|score| score.to_string())
    }
}

/// TRN-04, TRN-16
#[test]
fn an_attempt_is_marked_and_stands_on_the_quizs_record() {
    let mut quiz = AtTheQuiz::new();
    quiz.submit("2026-03-02", 1).unwrap();
    assert_eq!(quiz.status(), ItemStatus::Failed);
    quiz.submit("2026-03-03", 2).unwrap();
    let result = quiz.learner.result("QUIZ");
    assert_eq!((result.status, result.by), (ItemStatus::Passed, RecordedBy::Learner));
    assert_eq!((result.completed_at, result.submitted_at), (Some(at("2026-03-03")), Some(at("2026-03-03"))));
    let maximum = quiz.learner.course.items.iter().find(|item| item.id == quiz.quiz.item).unwrap();
    let of = maximum.terms.maximum_score.unwrap_or_else(|| 3.into());
    let score = result.score.unwrap();
    assert_eq!(score.maximum(), Some(of));
    assert_eq!(
        score.points().round_dp(2),
        (of * rust_decimal::Decimal::from(2) / rust_decimal::Decimal::from(3)).round_dp(2)
    );
}

#[test]
fn a_worse_attempt_after_a_better_one_takes_nothing_away() {
    let mut quiz = AtTheQuiz::limited(None);
    quiz.submit("2026-03-02", 3).unwrap();
    let before = quiz.learner.result("QUIZ");
    quiz.submit("2026-03-03", 0).unwrap();
    let after = quiz.learner.result("QUIZ");
    assert_eq!(after, ItemResult { submitted_at: Some(at("2026-03-03")), ..before });
}

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

/// TRN-10
#[test]
fn answers_that_do_not_fit_the_questions_are_refused() {
    let mut quiz = AtTheQuiz::new();
    let answers = Answers::new([(key("four"), BTreeSet::from([key("a")]))]);
    let command = quiz.command("2026-03-02", answers);
    assert_eq!(quiz.hand_in(command, at("2026-03-02")).unwrap_err().rules(), [TRN_10]);
}

#[test]
fn a_later_edition_changes_no_marks_that_were_given() {
    let mut quiz = AtTheQuiz::new();
    quiz.submit("2026-03-02", 2).unwrap();
    let harder = QUIZ.replace("\"pass_mark\": 50", "\"pass_mark\": 100");
    quiz.quiz.apply(2, 1, &serde_json::from_str(&harder).unwrap(), at("2026-03-03"));
    assert_eq!(quiz.status(), ItemStatus::Passed);
    quiz.submit("2026-03-04", 2).unwrap();
    let held: Vec<_> = quiz.learner.transcript.submissions_of(quiz.quiz.item, 1).collect();
    assert_eq!((held[0].edition, held[0].is_passed), (Some(1), Some(true)));
    assert_eq!((held[1].edition, held[1].is_passed), (Some(2), Some(false)));
    assert_eq!(quiz.status(), ItemStatus::Passed);
}

/// TRN-10
#[test]
fn an_attempt_is_marked_by_the_questions_there_were_when_it_began() {
    let mut quiz = AtTheQuiz::new();
    let harder = QUIZ.replace("\"pass_mark\": 50", "\"pass_mark\": 100");
    quiz.quiz.apply(2, 1, &serde_json::from_str(&harder).unwrap(), at("2026-03-03"));
    for (started, edition, is_passed) in [("2026-03-02", 1, true), ("2026-03-03", 2, false)] {
        let command = quiz.command(started, right(2));
        quiz.hand_in(command, at("2026-03-04")).unwrap();
        let held = quiz.learner.transcript.submissions_of(quiz.quiz.item, 1).last().unwrap();
        assert_eq!((held.edition, held.is_passed), (Some(edition), Some(is_passed)), "{started}");
    }
}

/// Access for 30 days from 1 March ends on 31 March. Q-45
#[test]
fn an_attempt_begun_in_time_may_be_handed_in_until_the_grace_period_is_over() {
    let end = at("2026-03-31");
    let later = |micros: i64| Instant::from_micros(end.as_micros() + micros).unwrap();
    let minutes = |minutes: i64| minutes * 60_000_000;
    let hand_in = |grace_minutes, now| {
        let mut quiz = AtTheQuiz::new();
        let command = SubmitAttempt { grace_minutes, ..quiz.command("2026-03-30", right(3)) };
        let decided = quiz.hand_in(command, now).map(|_| ());
        (decided, quiz)
    };
    for (grace, now) in [(0, later(-1)), (30, later(-1)), (30, end), (30, later(minutes(30) - 1))] {
        let (decided, quiz) = hand_in(grace, now);
        assert_eq!(decided, Ok(()), "{grace} {now}");
        let held = quiz.learner.transcript.submissions_of(quiz.quiz.item, 1).next().unwrap();
        assert_eq!(held.is_in_grace, now >= end, "{grace} {now}");
        let late = (now >= end).then_some(super::super::OutsideAccess::Late);
        assert_eq!(quiz.learner.result("QUIZ").outside, late, "{grace} {now}");
    }
    for (grace_minutes, now) in [(0, end), (0, later(1)), (30, later(minutes(30)))] {
        let (decided, quiz) = hand_in(grace_minutes, now);
        let refused = decided.unwrap_err();
        assert_eq!(refused, AttemptRefused::AfterGrace { ended_at: end, grace_minutes }, "{now}");
        assert_eq!(refused.rules(), [Q_45]);
        assert_eq!(quiz.status(), ItemStatus::NotAttempted);
    }
}

/// Q-45, Q-46
#[test]
fn an_attempt_begun_outside_access_or_in_the_future_is_refused() {
    let mut quiz = AtTheQuiz::new();
    let command = SubmitAttempt { grace_minutes: 60 * 24 * 30, ..quiz.command("2026-04-01", right(3)) };
    assert_eq!(quiz.hand_in(command, at("2026-04-01")).unwrap_err().rules(), [Q_46]);
    let command = quiz.command("2026-03-03", right(3));
    assert_eq!(quiz.hand_in(command, at("2026-03-02")).unwrap_err().rules(), [Q_45]);
}

/// The window from 1 March ends on 31 March, and another one begins in June. Q-45
#[test]
fn the_grace_period_is_over_for_those_too_who_have_access_again_later() {
    let mut quiz = AtTheQuiz::new();
    let dates = Dates { starts: Some(day("2026-06-01")), ends: None };
    quiz.learner.story.assign_with("2026-03-20", "BBB-30", dates);
    let command =
        |quiz: &AtTheQuiz| SubmitAttempt { grace_minutes: 30, ..quiz.command("2026-03-30", right(3)) };
    let late = quiz.hand_in(command(&quiz), at("2026-04-01")).unwrap_err();
    assert_eq!(late, AttemptRefused::AfterGrace { ended_at: at("2026-03-31"), grace_minutes: 30 });
    assert!(quiz.hand_in(command(&quiz), at("2026-03-31")).is_ok());
}

/// ENR-14
#[test]
fn a_quiz_that_is_not_in_the_learners_version_takes_no_attempt_and_no_completion() {
    let mut learner = Learner::begin();
    learner.publish("2026-02-01", &["QUIZ"]);
    learner.story.assign("2026-03-01", "BBB-30");
    let mut quiz = AtTheQuiz { learner, ..AtTheQuiz::new() };
    assert_eq!(quiz.submit("2026-03-02", 3).unwrap_err().rules(), [ENR_14]);
    assert_eq!(quiz.add("2026-03-02", ItemStatus::Passed).unwrap_err().rules(), [ENR_14]);
}

/// ENR-09, CUS-21
#[test]
fn nobody_hands_in_while_unenrolled_or_with_an_account_that_is_not_active() {
    let mut quiz = AtTheQuiz::new();
    let command = SubmitAttempt { status: StatusWord::Inactive, ..quiz.command("2026-03-02", right(3)) };
    assert_eq!(quiz.hand_in(command, at("2026-03-02")).unwrap_err().rules(), [CUS_21]);
    quiz.learner.story.unenroll("2026-03-05", "BBB");
    let command = quiz.command("2026-03-04", right(3));
    assert_eq!(quiz.hand_in(command, at("2026-03-06")).unwrap_err().rules(), [ENR_09]);
}

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
    let shown = quiz.learner.with(|facts| super::super::course_lines(facts, at("2026-03-02")));
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
    use super::super::OutsideAccess::{Early, Late};
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

/// Q-49
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

/// X-17
#[test]
fn statistics_count_what_learners_chose_and_leave_out_what_an_administrators_mark_made() {
    let quiz = AtTheQuiz::new().quiz;
    let edition = quiz.latest().unwrap();
    let mut statistics = QuizStatistics::of(edition);
    statistics.count(edition, &right(3), false);
    statistics.count(edition, &right(1), false);
    statistics.count(edition, &Answers::new([(key("one"), BTreeSet::from([key("b")]))]), false);
    statistics.count(edition, &Answers::correct(&edition.quiz), true);
    assert_eq!((statistics.submissions, statistics.synthetic), (3, 1));
    let counts: Vec<_> =
        statistics.questions.iter().map(|counted| (counted.answered, counted.right)).collect();
    assert_eq!(counts, [(3, 2), (1, 1), (1, 1)]);
    let taken: Vec<_> =
        statistics.questions[0].choices.iter().map(|choice| (choice.is_right, choice.taken)).collect();
    assert_eq!(taken, [(true, 2), (false, 1)]);
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
