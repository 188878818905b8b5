use serde_json::{Value, json};

use crate::order::school::School;

/// Ada in `ALG` since 20 February, with the required quiz `QUIZ` and the talk `TALK`, which nobody needs.
fn enrolled() -> School {
    let school = School::open();
    school.done("item edit QUIZ --maximum-score 20");
    school.done("item add TALK --course ALG --title Talk --kind event --required no");
    school.assign("ada", "ALG-30", "--order-date 2026-02-20");
    school
}

fn course(school: &School, more: &str) -> Value {
    let shown = school.json(&format!("transcript show --customer ada@example.org {more}"));
    shown["courses"][0].clone()
}

fn edit(school: &School, more: &str) -> Value {
    school.json(&format!("transcript edit --customer ada@example.org {more}"))
}

/// TRN-01, X-16
#[test]
fn a_transcript_shows_every_item_with_progress_and_the_end_of_access() {
    let school = enrolled();
    let shown = course(&school, "");
    assert_eq!((&shown["course"], &shown["version"]), (&json!("ALG"), &json!(1)));
    assert_eq!((&shown["is_complete"], &shown["next_item"]), (&json!(false), &json!("QUIZ")));
    let quiz = &shown["items"][0];
    assert_eq!((&quiz["item"], &quiz["status"]), (&json!("QUIZ"), &json!("not_attempted")));
    assert_eq!(
        (&quiz["score"], &quiz["completed_at"], &quiz["progress"]),
        (&Value::Null, &Value::Null, &json!(0))
    );
    assert_eq!(
        (&quiz["access_state"], &quiz["expires_at"]),
        (&json!("enrolled"), &json!("2026-03-21T23:00:00Z"))
    );
    assert_eq!(shown["items"][1]["item"], "TALK");
    let table = school.done("transcript show --customer ada@example.org --output table").output;
    assert!(
        table.contains("QUIZ") && table.contains("not_attempted") && table.contains("enrolled"),
        "{table}"
    );
    let other = school.json("transcript show --customer grace@example.org");
    assert_eq!(other["courses"], json!([]));
}

/// TRN-05, TRN-02, TRN-15
#[test]
fn an_edit_sets_status_completion_and_score_and_turns_the_course_both_ways() {
    let school = enrolled();
    let done = edit(&school, "--item QUIZ --status passed --completed-at 2026-02-25T10:00:00Z --score 17.5");
    assert_eq!(done["outcome"], "applied");
    let shown = course(&school, "--course alg");
    let quiz = &shown["items"][0];
    assert_eq!(
        (&quiz["status"], &quiz["score"], &quiz["maximum_score"]),
        (&json!("passed"), &json!("17.5"), &json!("20"))
    );
    assert_eq!(
        (&quiz["completed_at"], &quiz["by"]),
        (&json!("2026-02-25T10:00:00Z"), &json!("administrator"))
    );
    assert_eq!(
        (&shown["is_complete"], &shown["completed_at"]),
        (&json!(true), &json!("2026-02-25T10:00:00Z"))
    );
    let again = edit(&school, "--item QUIZ --status passed --score 17.50");
    assert_eq!(again["outcome"], "unchanged");
    edit(&school, "--item QUIZ --status failed --reason looked_again");
    assert_eq!(course(&school, "")["is_complete"], json!(false));
    let history = school.json("transcript history --customer ada@example.org --oldest-first");
    let kinds: Vec<_> =
        history["items"].as_array().unwrap().iter().map(|item| item["kind"].clone()).collect();
    assert_eq!(kinds, ["item_recorded", "course_completed", "item_recorded", "course_reopened"]);
    assert_eq!(history["items"][2]["reason"], "looked again");
    let table = school.done("transcript history --customer ada@example.org --output table").output;
    assert!(table.contains("QUIZ") && table.contains("17.5"), "{table}");
}

/// TRN-02, X-16
#[test]
fn an_item_completed_before_the_last_one_does_not_date_the_course_back() {
    let school = enrolled();
    school.done("item edit TALK --required yes");
    edit(&school, "--item TALK --status attended --completed-at 2026-02-27T10:00:00Z");
    edit(&school, "--item QUIZ --status passed --completed-at 2026-02-25T10:00:00Z");
    let history = school.json("transcript history --customer ada@example.org --oldest-first");
    let told: Vec<_> = history["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["kind"].as_str().unwrap(), item["effective_at"].as_str().unwrap()))
        .collect();
    let (first, second) = ("2026-02-25T10:00:00Z", "2026-02-27T10:00:00Z");
    assert_eq!(told, [("item_recorded", second), ("item_recorded", first), ("course_completed", second)]);
}

/// TRN-05, TRN-16, Q-55
#[test]
fn edits_that_the_rules_do_not_let_are_refused_with_their_rule() {
    let school = enrolled();
    let refused = |command: &str, code: u8, rule: &str| {
        let said = school.run(&format!("transcript edit --customer ada@example.org {command}"));
        assert_eq!(said.code, code, "{command}: {}", said.notes);
        assert!(said.notes.contains(rule), "{command}: {}", said.notes);
    };
    refused("--item QUIZ --score 21 --status passed", 1, "TRN-16");
    refused("--item QUIZ --status completed --completed-at 2026-03-02", 1, "TRN-05");
    refused("--item QUIZ --status done", 2, "not a status");
    refused("--item QUIZ", 2, "--status");
    refused("--item NONE --status passed", 3, "NONE");
    school.done("enrollment unenroll --course ALG --customer ada@example.org");
    refused("--item QUIZ --status passed", 1, "Q-55");
}

/// TRN-15
#[test]
fn a_course_is_waived_by_hand_and_the_mark_is_lifted_again() {
    let school = enrolled();
    let waive = "transcript waive --customer ada@example.org --course ALG";
    assert_eq!(school.json(&format!("{waive} --reason passed_elsewhere"))["outcome"], "applied");
    assert_eq!(school.json(waive)["outcome"], "unchanged");
    let shown = course(&school, "");
    assert_eq!((&shown["is_complete"], &shown["completed_at"]), (&json!(true), &Value::Null));
    assert_eq!(shown["waived_at"], "2026-03-01T12:00:00Z");
    school.done(&format!("{waive} --lift"));
    assert_eq!(course(&school, "")["is_complete"], json!(false));
}

/// ENR-15, X-08
#[test]
fn an_expired_learner_reads_results_and_an_unenrolled_one_nothing() {
    let school = enrolled();
    edit(&school, "--item QUIZ --status passed --score 12");
    let courses = |more: &str| {
        let shown = school.json(&format!("transcript show --customer ada@example.org {more}"));
        shown["courses"].as_array().unwrap().len()
    };
    school.done("enrollment expire --course ALG --customer ada@example.org --on 2026-02-27");
    assert_eq!(course(&school, "--as-learner")["items"][0]["score"], "12");
    assert_eq!(course(&school, "--as-learner")["access_state"], "expired");
    school.done("enrollment unenroll --course ALG --customer ada@example.org");
    assert_eq!((courses("--as-learner"), courses("")), (0, 1));
    assert_eq!(course(&school, "")["items"][0]["score"], "12");
}

/// ENR-13, ENR-14
#[test]
fn a_new_version_is_taken_by_who_comes_back_and_the_old_one_stays_on_record() {
    let school = enrolled();
    edit(&school, "--item QUIZ --status passed");
    assert_eq!(school.json("course publish ALG --without TALK")["version"], json!(2));
    assert_eq!(course(&school, "")["version"], json!(1), "who is in the course goes on with theirs");
    school.done("enrollment unenroll --course ALG --customer ada@example.org --on 2026-02-27");
    school.done("enrollment enroll --course ALG --customer ada@example.org");
    let shown = school.json("transcript show --customer ada@example.org");
    let versions: Vec<_> = shown["courses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|course| {
            (
                course["version"].clone(),
                course["is_present"].clone(),
                course["items"].as_array().unwrap().len(),
            )
        })
        .collect();
    assert_eq!(versions, [(json!(2), json!(true), 1), (json!(1), json!(false), 2)]);
    assert_eq!(shown["courses"][0]["items"][0]["status"], "not_attempted");
    assert_eq!(shown["courses"][1]["items"][0]["status"], "passed");
    let course = school.json("course show ALG");
    assert_eq!((&course["version"], &course["items"]), (&json!(2), &json!(["QUIZ"])));
    assert_eq!(school.run("course publish ALG --without TALK").code, 1);
}

///
#[test]
fn a_course_without_a_required_item_is_shown_as_one_for_completion_by_hand() {
    let school = School::open();
    assert_eq!(school.json("course show ALG")["is_completable"], json!(true));
    school.done("item edit QUIZ --required no");
    assert_eq!(school.json("course show ALG")["is_completable"], json!(false));
    let table = school.done("course show ALG --output table").output;
    assert!(table.contains("hand alone"), "{table}");
}

/// TRN-04
#[test]
fn the_report_has_a_line_for_each_learner_and_item_with_a_record() {
    let school = enrolled();
    school.assign("grace", "ALG-30", "--order-date 2026-01-01");
    let csv = || school.done("report transcript --course ALG --output csv").output;
    let header = "email,item,status,score,submitted_at,access_state\n";
    assert_eq!(csv(), header);
    edit(&school, "--item TALK --status attended");
    edit(&school, "--item QUIZ --status failed --score 3");
    school.done("transcript edit --customer grace@example.org --item QUIZ --status passed");
    let lines = csv();
    let mut lines: Vec<&str> = lines.lines().skip(1).collect();
    lines.sort_unstable();
    let expected = [
        "ada@example.org,QUIZ,failed,3,,enrolled",
        "ada@example.org,TALK,completed,,,enrolled",
        "grace@example.org,QUIZ,passed,,,expired",
    ];
    assert_eq!(lines, expected);
    assert_eq!(school.run("report transcript --course NONE").code, 3);
}

/// ACD-9, TRN-12
#[test]
fn an_imported_attempt_at_a_quiz_counts_against_its_limit() {
    let mut school = enrolled();
    school.done("item edit QUIZ --attempt-limit 1");
    let ask = |school: &School| {
        let said = school.run("access check --customer ada@example.org --item QUIZ --view attempt");
        (said.code, said.json()["rules"][0].clone())
    };
    assert_eq!(ask(&school).0, 0);
    school
        .import("scores", "Email,Course Code,Item Code,Date,Score\nada@example.org,ALG,QUIZ,2026-02-24,7\n");
    assert_eq!(ask(&school), (1, json!("ACD-9")));
    assert_eq!(course(&school, "")["items"][0]["attempts"], json!(1));
}
