//! Quizzes and modules, from the file with the questions to what is on record.

use rollbook_e2e::Installation;
use serde_json::{Value, json};

use crate::roster::{roster, with_catalogue};

const LEARNER: &str = "learner0@example.org";

const QUIZ: &str = r#"{
  "pass_mark": 50,
  "questions": [
    {"id": "sum", "text": "2 + 2 =", "kind": "single",
     "choices": [{"id": "a", "text": "3"}, {"id": "b", "text": "4"}], "correct": ["b"]},
    {"id": "prime", "text": "1 is a prime.", "kind": "true_false", "correct": ["false"]}
  ]
}"#;

/// One learner in a course with a quiz of two attempts and a module.
fn school() -> Installation {
    let school = with_catalogue();
    let roster = school.write("roster.csv", roster(2));
    school.done(&["import", "roster", &roster.to_string_lossy()]);
    let item = |code, kind, more: &[&str]| {
        let mut arguments = vec!["item", "add", code, "--course", "ALGEBRA", "--title", code, "--kind", kind];
        arguments.extend(more);
        school.done(&arguments);
    };
    item("QUIZ", "quiz", &["--attempt-limit", "2", "--maximum-score", "10"]);
    item("MODULE", "scorm", &["--maximum-score", "100"]);
    school.write("quiz.json", QUIZ);
    school.done(&["item", "quiz", "QUIZ", "--file", &school.path("quiz.json").to_string_lossy()]);
    school
}

/// Runs a verb of `transcript` about the learner.
fn asked(school: &Installation, verb: &str, item: &str, more: &[&str]) -> Value {
    let mut arguments = vec!["transcript", verb, "--customer", LEARNER, "--item", item, "--output", "json"];
    arguments.extend(more);
    school.done(&arguments).json()
}

/// TRN-09, TRN-05
#[test]
fn a_quiz_set_to_passed_by_an_edit_has_the_right_answers_in_its_responses() {
    let school = school();
    asked(&school, "edit", "QUIZ", &["--status", "passed", "--score", "8"]);
    let listed = asked(&school, "submissions", "QUIZ", &[]);
    let [held] = listed["items"].as_array().expect("a list").as_slice() else { panic!("{listed}") };
    assert_eq!((&held["is_synthetic"], &held["score"]), (&json!(true), &json!("8")));
    let responses = asked(&school, "responses", "QUIZ", &[]);
    let right = |line: &Value| line["is_right"] == true && line["is_synthetic"] == true;
    assert!(responses["items"].as_array().is_some_and(|lines| lines.len() == 2 && lines.iter().all(right)));
    asked(&school, "edit", "QUIZ", &["--status", "failed"]);
    assert_eq!(asked(&school, "responses", "QUIZ", &[])["items"], json!([]));
}

/// TRN-10, TRN-11, TRN-12, X-17
#[test]
fn a_quiz_is_taken_passed_by_hand_taken_back_and_counted() {
    let school = school();
    let first = asked(&school, "submit", "QUIZ", &["--answer", "sum=a"]);
    assert_eq!((&first["score"], &first["is_passed"]), (&json!("0"), &json!(false)));
    let second = asked(&school, "submit", "QUIZ", &["--answer", "sum=b", "--answer", "prime=true"]);
    assert_eq!((&second["score"], &second["maximum_score"]), (&json!("5"), &json!("10")));
    assert_eq!(second["is_passed"], true);
    let arguments = ["transcript", "submit", "--customer", LEARNER, "--item", "QUIZ", "--output", "json"];
    let refused = school.run(&arguments);
    assert_eq!((refused.code, &refused.error()["rules"]), (Some(1), &json!(["TRN-12"])));

    let id = first["id"].as_str().expect("an id");
    let remove =
        ["transcript", "remove-submission", id, "--customer", LEARNER, "--reason", "the network failed"];
    let mut rehearsal = remove.to_vec();
    rehearsal.extend(["--dry-run", "--output", "json"]);
    assert_eq!(school.done(&rehearsal).json()["outcome"], "planned");
    school.done(&remove);
    asked(&school, "submit", "QUIZ", &["--answer", "prime=false"]);

    let added = asked(&school, "add-completion", "QUIZ", &["--status", "passed"]);
    assert_eq!((&added["is_synthetic"], &added["score"]), (&json!(true), &json!("10")));
    let listed = asked(&school, "submissions", "QUIZ", &[]);
    let items = listed["items"].as_array().expect("a list");
    let marks: Vec<_> =
        items.iter().map(|item| (&item["is_synthetic"], item["removed_at"].is_null())).collect();
    assert_eq!(
        marks,
        [(&json!(false), false), (&json!(false), true), (&json!(false), true), (&json!(true), true)]
    );

    let responses = asked(&school, "responses", "QUIZ", &[]);
    let by_hand: Vec<_> = responses["items"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|line| line["is_synthetic"] == true)
        .map(|line| (line["question"].clone(), line["chosen"].clone(), line["is_right"].clone()))
        .collect();
    assert_eq!(
        by_hand,
        [(json!("sum"), json!(["b"]), json!(true)), (json!("prime"), json!(["false"]), json!(true))]
    );
    let report = school.done(&["report", "quiz", "QUIZ", "--output", "csv"]).output;
    let lines: Vec<_> = report.lines().map(str::trim_end).collect();
    assert!(lines[0].starts_with("edition,question,text,submissions,answered,right,choice"), "{report}");
    let taken: Vec<_> = lines[1..].iter().map(|line| line.rsplit(',').next().expect("a cell")).collect();
    assert_eq!(taken, ["0", "1", "1", "1"], "{report}");
}

/// Q-45
#[test]
fn an_attempt_begun_in_time_may_be_handed_in_within_the_grace_period_that_is_set() {
    let school = school();
    school.done(&["settings", "set", "test_clock", "yes"]);
    let end = ["--course", "ALGEBRA", "--customer", LEARNER, "--at", "2099-01-10T10:00:00Z"];
    school.done(&[&["enrollment", "expire"], &end[..]].concat());
    let submit = ["transcript", "submit", "--customer", LEARNER, "--item", "QUIZ", "--output", "json"];
    let began = ["--started-at", "2099-01-10T09:50:00Z", "--answer", "sum=b", "--now"];
    let at = |now| school.run(&[&submit[..], &began[..], &[now]].concat());
    let refused = at("2099-01-10T10:00:00Z");
    assert_eq!((refused.code, &refused.error()["rules"]), (Some(1), &json!(["Q-45"])));
    school.done(&["settings", "set", "quiz_grace_minutes", "30"]);
    let taken = at("2099-01-10T10:29:59Z");
    assert_eq!((taken.code, &taken.json()["is_in_grace"]), (Some(0), &json!(true)));
    let refused = at("2099-01-10T10:30:00Z");
    assert_eq!((refused.code, &refused.error()["rules"]), (Some(1), &json!(["Q-45"])));
}

/// TRN-07, Q-50
#[test]
fn a_module_reports_is_read_and_is_cleared() {
    let school = school();
    let file = school.path("cmi.json").to_string_lossy().into_owned();
    let send = |elements: &str, more: &[&str]| {
        school.write("cmi.json", elements);
        let mut arguments = vec!["--standard", "2004", "--file", &file];
        arguments.extend(more);
        asked(&school, "commit-cmi", "MODULE", &arguments)
    };
    let began = ["--session-began-at", "2026-02-02T10:00:00Z"];
    let first = send(r#"{"cmi.completion_status": "incomplete", "cmi.session_time": "PT5M"}"#, &began);
    assert_eq!((&first["status"], &first["attempt"]), (&json!("in_progress"), &json!(1)));
    let done = r#"{"cmi.completion_status": "completed", "cmi.success_status": "passed", "cmi.score.scaled": "0.9",
        "cmi.session_time": "PT20M", "cmi.suspend_data": "page=7"}"#;
    let second = send(done, &[began[0], began[1], "--finish"]);
    assert_eq!((&second["status"], &second["score"]), (&json!("passed"), &json!("90")));
    let read = asked(&school, "cmi", "MODULE", &[]);
    let attempt = &read["items"][0];
    assert_eq!((&attempt["total_time"], &attempt["sessions"]), (&json!("PT20M"), &json!(1)));
    assert_eq!(attempt["elements"]["cmi.suspend_data"], "page=7");
    asked(&school, "clear-cmi", "MODULE", &["--reason", "the module hangs"]);
    assert_eq!(asked(&school, "cmi", "MODULE", &[])["items"], json!([]));

    school.write("cmi.json", r#"{"cmi.score.scaled": "2"}"#);
    let arguments =
        ["transcript", "commit-cmi", "--customer", LEARNER, "--item", "MODULE", "--standard", "2004"];
    let mut refused = arguments.to_vec();
    refused.extend(["--file", &file, "--output", "json"]);
    let said = school.run(&refused);
    assert_eq!((said.code, &said.error()["rules"]), (Some(1), &json!(["TRN-07"])));
    assert!(said.error().to_string().contains("from -1 to 1"), "{}", said.error());
}

#[test]
fn what_is_wrong_with_a_quiz_is_said_with_its_place() {
    let school = school();
    let file = school.path("quiz.json").to_string_lossy().into_owned();
    let define = |text: &str| {
        school.write("quiz.json", text);
        school.run(&["item", "quiz", "QUIZ", "--file", &file, "--output", "json"])
    };
    let said = define(&QUIZ.replace("[\"b\"]", "[\"c\"]"));
    assert_eq!(said.code, Some(1));
    let problem = &said.error()["details"]["problems"][0];
    assert_eq!(problem["pointer"], "/questions/0/correct/0");
    let said = define(&QUIZ.replace("\"pass_mark\": 50,", "\"pass_mark\": fifty,"));
    assert_eq!(said.code, Some(2));
    assert!(said.error().to_string().contains("line 2"), "{}", said.error());
    let shown = school.done(&["item", "quiz", "QUIZ", "--output", "json"]).json();
    assert_eq!((&shown["edition"], &shown["points"]), (&json!(1), &json!(2)));
}
