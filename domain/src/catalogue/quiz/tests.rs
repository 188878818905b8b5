use std::collections::BTreeSet;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::catalogue::tests::{course, item_terms};
use crate::catalogue::{ContentItem, CourseEvent, ItemKind, ItemTerms};
use crate::refusal::{Outcome, Refusal};
use crate::rule::TRN_13;

const QUIZ: &str = r#"{"pass_mark": 60, "questions": [
    {"id": "sum", "text": "2 + 2 =", "kind": "single", "points": 2,
     "choices": [{"id": "a", "text": "3"}, {"id": "b", "text": "4"}], "correct": ["b"]},
    {"id": "even", "text": "Which are even?", "kind": "multiple",
     "choices": [{"id": "c", "text": "4"}, {"id": "b", "text": "3"}, {"id": "a", "text": "2"}], "correct": ["a", "c"]},
    {"id": "prime", "text": "1 is a prime.", "kind": "true_false", "correct": ["false"]}]}"#;

fn quiz() -> Quiz {
    serde_json::from_str(QUIZ).unwrap()
}

fn key(text: &str) -> QuizKey {
    QuizKey::parse(text).unwrap()
}

fn answers(given: &[(&str, &[&str])]) -> Answers {
    Answers::new(given.iter().map(|(question, chosen)| {
        (key(question), chosen.iter().map(|choice| key(choice)).collect::<BTreeSet<_>>())
    }))
}

fn problems(text: &str) -> Vec<String> {
    let draft: QuizDraft = serde_json::from_str(text).unwrap();
    Quiz::parse(draft).unwrap_err().0.iter().map(ToString::to_string).collect()
}

#[test]
fn a_quiz_is_read_back_as_it_was_written() {
    let quiz = quiz();
    assert_eq!((quiz.pass_mark(), quiz.points(), quiz.questions().len()), (60, 4, 3));
    let json = serde_json::to_string(&quiz).unwrap();
    assert_eq!(serde_json::from_str::<Quiz>(&json).unwrap(), quiz);
    assert!(!json.contains("\"true\""), "{json}");
}

#[test]
fn a_question_gives_all_its_points_for_exactly_the_right_choices() {
    let marks = |given: &[(&str, &[&str])]| {
        let marks = mark(&quiz(), &answers(given));
        (marks.points, marks.is_passed)
    };
    assert_eq!(marks(&[]), (0, false));
    assert_eq!(marks(&[("sum", &["b"])]), (2, false));
    assert_eq!(marks(&[("sum", &["b"]), ("prime", &["false"])]), (3, true));
    assert_eq!(marks(&[("even", &["a"])]), (0, false));
    assert_eq!(marks(&[("even", &["a", "b", "c"])]), (0, false));
    assert_eq!(marks(&[("even", &["c", "a"])]), (1, false));
    assert_eq!(marks(&[("sum", &["b"]), ("even", &["a", "c"]), ("prime", &["false"])]), (4, true));
}

/// TRN-16
#[test]
fn the_points_are_brought_to_the_scale_of_the_item() {
    let marks = mark(&quiz(), &answers(&[("sum", &["b"]), ("prime", &["false"])]));
    assert_eq!(marks.on_scale(Decimal::from(10)), "7.5".parse().unwrap());
    assert_eq!(marks.on_scale(Decimal::from(4)), Decimal::from(3));
    assert_eq!(marks.on_scale(Decimal::new(333_333, 4)), "25".parse().unwrap());
}

/// TRN-09
#[test]
fn the_right_answers_reach_every_point() {
    let marks = mark(&quiz(), &Answers::correct(&quiz()));
    assert_eq!((marks.points, marks.of, marks.is_passed), (4, 4, true));
}

#[test]
fn answers_that_do_not_fit_the_questions_are_refused() {
    let refused = |given: &[(&str, &[&str])]| answers(given).check(&quiz()).unwrap_err();
    assert_eq!(refused(&[("product", &["a"])]), AnswerProblem::NoQuestion(key("product")));
    let (question, choice) = (key("sum"), key("z"));
    assert_eq!(refused(&[("sum", &["z"])]), AnswerProblem::NoChoice { question, choice });
    assert_eq!(refused(&[("sum", &["a", "b"])]), AnswerProblem::TooMany { question: key("sum"), found: 2 });
    assert_eq!(answers(&[("even", &["a", "b"]), ("prime", &[])]).check(&quiz()), Ok(()));
}

#[test]
fn everything_that_is_wrong_with_a_quiz_is_named_with_its_place() {
    assert_eq!(
        problems(r#"{"pass_mark": 101, "questions": []}"#),
        [
            "/pass_mark: 101 percent cannot be reached; give 0 to 100",
            "/questions: 0 questions; there may be 1 to 500"
        ]
    );
    let found = problems(
        r#"{"pass_mark": 50, "questions": [
            {"id": "a b", "text": " ", "kind": "single", "points": 0,
             "choices": [{"id": "x", "text": "1"}, {"id": "x", "text": "2"}], "correct": ["y"]},
            {"id": "q", "text": "?", "kind": "single",
             "choices": [{"id": "x", "text": "1"}], "correct": ["x"]},
            {"id": "q", "text": "?", "kind": "true_false", "correct": ["true", "false"],
             "choices": [{"id": "x", "text": "1"}]}]}"#,
    );
    let places: Vec<_> = found.iter().map(|problem| problem.split(':').next().unwrap()).collect();
    assert_eq!(
        places,
        [
            "/questions/0/id",
            "/questions/0/text",
            "/questions/0/points",
            "/questions/0/choices/1/id",
            "/questions/0/correct/0",
            "/questions/0/correct",
            "/questions/1/choices",
            "/questions/2/id",
            "/questions/2/choices",
            "/questions/2/correct",
        ]
    );
    assert!(found[9].contains("2 choices are right where one may be taken"), "{}", found[9]);
}

#[test]
fn a_field_that_a_quiz_does_not_have_is_refused() {
    let text = QUIZ.replace("\"pass_mark\"", "\"passing\": 1, \"pass_mark\"");
    assert!(serde_json::from_str::<Quiz>(&text).unwrap_err().to_string().contains("passing"));
}

fn quiz_item() -> (crate::catalogue::Course, ContentItem) {
    let course = course(1, "ALG", &[(1, "ALG-1")]);
    let item = course.items[0].clone();
    (course, item)
}

/// TRN-13
#[test]
fn only_a_quiz_has_questions() {
    let (course, mut item) = quiz_item();
    item.terms = ItemTerms { kind: ItemKind::Scorm, ..item_terms() };
    let refused = define_quiz(&course, &item, None, DefineQuiz { quiz: quiz() }).unwrap_err();
    assert_eq!(refused.rules(), [TRN_13]);
    assert!(refused.to_string().contains("is a scorm"), "{refused}");
}

#[test]
fn a_quiz_defined_anew_is_another_edition_and_the_same_one_changes_nothing() {
    let (course, item) = quiz_item();
    let define =
        |known: Option<&ItemQuiz>, quiz| define_quiz(&course, &item, known, DefineQuiz { quiz }).unwrap();
    let (outcome, events) = define(None, quiz());
    assert_eq!(outcome, Outcome::Applied);
    let [CourseEvent::QuizDefined { number: 1, version: 1, quiz: first, .. }] = &events[..] else {
        panic!("{events:?}")
    };
    let edition = QuizEdition {
        number: 1,
        since_version: 1,
        defined_at: crate::time::Instant::EPOCH,
        quiz: (**first).clone(),
    };
    let known = ItemQuiz { item: item.id, editions: vec![edition] };
    assert_eq!(define(Some(&known), quiz()), (Outcome::Unchanged, Vec::new()));
    let mut harder = quiz();
    harder.pass_mark = 90;
    let (_, events) = define(Some(&known), harder);
    assert!(matches!(&events[..], [CourseEvent::QuizDefined { number: 2, .. }]));
}

#[test]
fn a_learner_gets_the_last_edition_that_is_not_of_a_later_version() {
    let (_, item) = quiz_item();
    let edition = |number, since_version| QuizEdition {
        number,
        since_version,
        defined_at: crate::time::Instant::EPOCH,
        quiz: quiz(),
    };
    let known = ItemQuiz { item: item.id, editions: vec![edition(1, 2), edition(2, 2), edition(3, 4)] };
    let number = |version| known.for_version(version).map(|edition| edition.number);
    assert_eq!([1, 2, 3, 4, 5].map(number), [None, Some(2), Some(2), Some(3), Some(3)]);
    assert_eq!(known.edition(1).map(|edition| edition.number), Some(1));
}

proptest! {
    /// A mark never exceeds what there is, and answering one question more never takes points away from the others.
    #[test]
    fn marks_lie_within_the_points_and_are_given_question_by_question(
        sum in proptest::sample::subsequence(vec!["a", "b"], 0..=1),
        even in proptest::sample::subsequence(vec!["a", "b", "c"], 0..=3),
        prime in proptest::sample::subsequence(vec!["true", "false"], 0..=1),
    ) {
        let given: [(&str, &[&str]); 3] = [("sum", &sum), ("even", &even), ("prime", &prime)];
        let all = mark(&quiz(), &answers(&given));
        let alone: u32 = given.iter().map(|one| mark(&quiz(), &answers(&[*one])).points).sum();
        prop_assert_eq!(all.points, alone);
        prop_assert!(all.points <= all.of);
        prop_assert_eq!(all.is_passed, all.points * 100 >= 60 * all.of);
        prop_assert!(answers(&given).check(&quiz()).is_ok());
    }
}
