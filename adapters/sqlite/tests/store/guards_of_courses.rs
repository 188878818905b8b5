//! What the schema keeps of the questions of quizzes, of the mails of courses and of what items wait for, whoever writes.

use crate::guards::stopped;

const QUIZ: &str = "INSERT INTO quiz_editions SELECT tenant_no, id, 1, 1, 0, '{}' FROM items;";

/// TRN-08, MAIL-08, MAIL-11, MAIL-12
#[test]
fn a_value_outside_its_list_is_stopped_by_a_check_of_that_name() {
    for (table, column, value, check) in [
        ("quiz_editions", "number", "0", "quiz_editions_number_ck"),
        ("quiz_editions", "since_version", "0", "quiz_editions_since_version_ck"),
        ("quiz_editions", "quiz", "'{'", "quiz_editions_quiz_ck"),
        ("courses", "has_survey", "2", "courses_has_survey_ck"),
        ("courses", "tells_locks", "2", "courses_tells_locks_ck"),
        ("courses", "inactivity_days", "0", "courses_inactivity_days_ck"),
        ("courses", "inactivity_days", "366", "courses_inactivity_days_ck"),
        ("items", "opens_after", "id", "items_opens_after_ck"),
        ("items", "opens_after", "x'00'", "items_opens_after_ck"),
        ("items", "is_final_assessment", "2", "items_is_final_assessment_ck"),
    ] {
        let message = stopped(&format!("{QUIZ} UPDATE {table} SET {column} = {value}"));
        assert!(message.contains(check), "{table}.{column} = {value}: {message}");
    }
}

#[test]
fn questions_are_those_of_an_item_that_exists() {
    let message = stopped(&format!("{QUIZ} UPDATE quiz_editions SET item_id = randomblob(16)"));
    assert!(message.contains("FOREIGN KEY constraint failed"), "{message}");
}
