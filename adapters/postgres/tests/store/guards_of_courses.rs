//! What the schema keeps of the questions of quizzes, of the mails of courses and of what items wait for, whoever writes.

use crate::given::Given;

/// A database with a quiz that has questions.
fn given() -> Given {
    let given = Given::a_database();
    given.sql("INSERT INTO quiz_editions SELECT tenant_no, id, 1, 1, 0, '{}' FROM items").unwrap();
    given
}

/// TRN-08, MAIL-11, MAIL-12
#[test]
fn a_value_outside_its_list_is_stopped_by_a_check_of_that_name() {
    let given = given();
    for (table, column, value, check) in [
        ("quiz_editions", "number", "0", "quiz_editions_number_ck"),
        ("quiz_editions", "since_version", "0", "quiz_editions_since_version_ck"),
        ("courses", "inactivity_days", "0", "courses_inactivity_days_ck"),
        ("courses", "inactivity_days", "366", "courses_inactivity_days_ck"),
        ("items", "opens_after", "id", "items_opens_after_ck"),
    ] {
        let said = given.stopped(&format!("UPDATE {table} SET {column} = {value}"));
        assert!(said.contains(check), "{table}.{column} = {value}: {said}");
    }
}

#[test]
fn questions_are_those_of_an_item_that_exists() {
    let said = given().stopped("UPDATE quiz_editions SET item_id = gen_random_uuid()");
    assert!(said.contains("quiz_editions_item_id_fk"), "{said}");
}
