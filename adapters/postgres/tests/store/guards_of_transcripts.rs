//! What the schema keeps of transcripts, whoever writes.

use crate::given::Given;

/// An item record like the one there is, with one of its values put in another's place.
fn entry(column: &str, value: &str) -> String {
    let columns = [
        "tenant_no",
        "customer_id",
        "position",
        "item_id",
        "course_id",
        "version",
        "status",
        "score",
        "maximum_score",
        "progress",
        "completed_at",
        "submitted_at",
        "recorded_by",
        "outside",
        "effective_at",
        "commit_no",
    ];
    like("item_records", &columns, column, value)
}

fn mark(column: &str, value: &str) -> String {
    let columns = [
        "tenant_no",
        "customer_id",
        "position",
        "course_id",
        "version",
        "change",
        "completed_at",
        "effective_at",
        "commit_no",
    ];
    like("course_marks", &columns, column, value)
}

fn submission(column: &str, value: &str) -> String {
    let columns = [
        "tenant_no",
        "customer_id",
        "position",
        "id",
        "item_id",
        "course_id",
        "version",
        "submitted_at",
        "is_synthetic",
        "effective_at",
        "commit_no",
    ];
    like("submissions", &columns, column, value)
}

fn cmi_attempt(column: &str, value: &str) -> String {
    let columns = ["tenant_no", "customer_id", "item_id", "version", "number", "course_id", "standard"];
    like("cmi_attempts", &columns, column, value)
}

fn like(table: &str, columns: &[&str], changed: &str, value: &str) -> String {
    let values = columns.iter().map(|column| match *column {
        "position" if changed != "position" => "99",
        column if column == changed => value,
        column => column,
    });
    let (names, values) = (columns.join(", "), values.collect::<Vec<_>>().join(", "));
    format!("INSERT INTO {table} ({names}) SELECT {values} FROM {table}")
}

#[test]
fn an_entry_outside_its_lists_is_stopped_by_a_check_of_that_name() {
    let given = Given::a_database();
    // Without an instant, so that nothing else is wrong with it.
    let praised = "INSERT INTO course_marks (tenant_no, customer_id, position, course_id, version, change, effective_at, \
                   commit_no) SELECT tenant_no, customer_id, 99, course_id, version, 'praised', 0, 1 FROM course_marks";
    // Where, but neither when nor by which commit.
    let taken_out = "INSERT INTO submissions (tenant_no, customer_id, position, id, item_id, course_id, version, \
                     submitted_at, is_synthetic, removed_position, effective_at, commit_no) \
                     SELECT tenant_no, customer_id, 99, gen_random_uuid(), item_id, course_id, version, submitted_at, \
                     is_synthetic, 100, 0, 1 FROM submissions";
    for (sql, check) in [
        (entry("status", "'done'"), "item_records_status_ck"),
        (entry("maximum_score", "'20'"), "item_records_maximum_score_ck"),
        (entry("progress", "101"), "item_records_progress_ck"),
        (entry("recorded_by", "'nobody'"), "item_records_recorded_by_ck"),
        (entry("outside", "'elsewhere'"), "item_records_outside_ck"),
        (praised.to_owned(), "course_marks_change_ck"),
        (mark("change", "'waived'"), "course_marks_completed_at_ck"),
        (mark("completed_at", "NULL"), "course_marks_completed_at_ck"),
        ("UPDATE transcripts SET revision = 0".to_owned(), "transcripts_revision_ck"),
        ("UPDATE submissions SET maximum_score = '20'".to_owned(), "submissions_maximum_score_ck"),
        (taken_out.to_owned(), "submissions_removed_position_ck"),
        ("UPDATE items SET until_version = 0".to_owned(), "items_until_version_ck"),
        ("UPDATE submissions SET edition = 0".to_owned(), "submissions_edition_ck"),
        ("UPDATE cmi_attempts SET version = 0".to_owned(), "cmi_attempts_version_ck"),
        ("UPDATE cmi_attempts SET number = 0".to_owned(), "cmi_attempts_number_ck"),
        ("UPDATE cmi_attempts SET standard = 'AICC'".to_owned(), "cmi_attempts_standard_ck"),
        ("UPDATE cmi_sessions SET session_time = -1".to_owned(), "cmi_sessions_session_time_ck"),
        ("UPDATE cmi_sessions SET left_by = 'door'".to_owned(), "cmi_sessions_left_by_ck"),
        ("UPDATE cmi_elements SET name = ''".to_owned(), "cmi_elements_name_ck"),
        ("UPDATE cmi_elements SET value = repeat('x', 64001)".to_owned(), "cmi_elements_value_ck"),
    ] {
        let said = given.stopped(&sql);
        assert!(said.contains(check), "{sql}: {said}");
    }
}

/// TRN-14, X-16
#[test]
fn an_entry_is_never_changed() {
    let given = Given::a_database();
    for sql in ["UPDATE item_records SET status = 'failed'", "UPDATE course_marks SET completed_at = 5"] {
        let said = given.stopped(sql);
        assert!(said.contains("never changed"), "{sql}: {said}");
    }
}

/// TRN-11
#[test]
fn a_submission_that_was_taken_out_stays_so_and_was_taken_out_where_and_when_it_was() {
    let given = Given::a_database();
    for sql in [
        "UPDATE submissions SET removed_position = NULL, removed_effective_at = NULL, removed_commit_no = NULL",
        "UPDATE submissions SET removed_position = removed_position + 1",
        "UPDATE submissions SET removed_effective_at = removed_effective_at + 1",
        "UPDATE submissions SET removed_commit_no = removed_commit_no + 1",
    ] {
        let said = given.stopped(sql);
        assert!(said.contains("stays so"), "{sql}: {said}");
    }
}

#[test]
fn an_entry_belongs_to_a_transcript_an_item_and_a_version_that_exist() {
    let given = Given::a_database();
    let nothing = "'ffffffff-ffff-ffff-ffff-ffffffffffff'";
    for sql in [
        entry("item_id", nothing),
        entry("course_id", nothing),
        entry("version", "7"),
        entry("customer_id", nothing),
        mark("version", "7"),
        mark("customer_id", nothing),
        format!("INSERT INTO transcripts SELECT tenant_no, {nothing}, 1 FROM customers"),
        format!("DELETE FROM submission_answers; UPDATE submissions SET customer_id = {nothing}"),
        format!("UPDATE submissions SET item_id = {nothing}"),
        "UPDATE submissions SET version = 7".to_owned(),
        format!("UPDATE submission_answers SET customer_id = {nothing}"),
        cmi_attempt("item_id", nothing),
        cmi_attempt("customer_id", nothing),
        cmi_attempt("version", "7"),
        "UPDATE cmi_sessions SET number = 2".to_owned(),
        "UPDATE cmi_elements SET number = 2".to_owned(),
        "DELETE FROM transcripts".to_owned(),
        "DELETE FROM items".to_owned(),
    ] {
        let said = given.stopped(&sql);
        assert!(said.contains("violates foreign key constraint"), "{sql}: {said}");
    }
}

#[test]
fn an_entry_has_its_own_place_and_a_submission_its_own_id() {
    let given = Given::a_database();
    let said = given.stopped(&entry("position", "position"));
    assert!(said.contains("item_records_position_pk"), "{said}");
    let said = given.stopped(&submission("id", "id"));
    assert!(said.contains("submissions_id_uq"), "{said}");
    let other = submission("id", "gen_random_uuid()");
    let said = given.stopped(&format!(
        "{other}; INSERT INTO submission_answers SELECT tenant_no, customer_id, 99, submission_id, item_id, answers \
         FROM submission_answers"
    ));
    assert!(said.contains("submission_answers_item_id_submission_id_uq"), "{said}");
}
