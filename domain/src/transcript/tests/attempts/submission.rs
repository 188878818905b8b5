use std::collections::BTreeSet;

use super::super::*;
use super::{AtTheQuiz, QUIZ, key, right};
use crate::access::Dates;
use crate::catalogue::quiz::Answers;
use crate::customer::StatusWord;
use crate::record::story::day;
use crate::refusal::Refusal;
use crate::rule::{CUS_21, ENR_09, ENR_14, Q_45, Q_46, TRN_10};
use crate::transcript::attempt::{AttemptRefused, QuizStatistics, SubmitAttempt};

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
        let late = (now >= end).then_some(crate::transcript::OutsideAccess::Late);
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

///
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

///
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
