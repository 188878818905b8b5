//! What the schema keeps of impersonations and sign-ins, whoever writes.

use rusqlite::ErrorCode;

use crate::given::Given;

const GIVEN: &str = "\
    INSERT INTO impersonations (tenant_no, id, customer_id, position, ends_at, effective_at, commit_no) \
    SELECT tenant_no, zeroblob(16), id, 1, 900, 0, 1 FROM customers LIMIT 1; \
    INSERT INTO logins SELECT tenant_no, id, 5, zeroblob(16), '203.0.113.9', 'succeeded', 'password' FROM customers LIMIT 1;";

/// Runs a statement where there is one impersonation and one sign-in, and gives what stopped it.
fn stopped(sql: &str) -> String {
    let given = Given::a_database();
    let raw = given.raw();
    raw.execute_batch(GIVEN).unwrap();
    let error = raw.execute_batch(sql).expect_err(sql);
    assert_eq!(error.sqlite_error_code(), Some(ErrorCode::ConstraintViolation), "{sql}: {error}");
    error.to_string()
}

#[test]
fn a_value_outside_its_list_is_stopped_by_a_check_of_that_name() {
    for (table, column, value, check) in [
        ("impersonations", "id", "x'00'", "impersonations_id_ck"),
        ("logins", "id", "x'00'", "logins_id_ck"),
        ("logins", "address", "''", "logins_address_ck"),
        ("logins", "outcome", "'odd'", "logins_outcome_ck"),
        ("logins", "means", "'magic'", "logins_means_ck"),
    ] {
        let message = stopped(&format!("UPDATE {table} SET {column} = {value}"));
        assert!(message.contains(check), "{table}.{column} = {value}: {message}");
    }
}

#[test]
fn a_row_of_nobody_is_stopped() {
    for table in ["impersonations", "logins"] {
        let message = stopped(&format!("UPDATE {table} SET customer_id = randomblob(16)"));
        assert!(message.contains("FOREIGN KEY constraint failed"), "{table}: {message}");
    }
}

/// AUD-06
#[test]
fn an_impersonation_that_has_ended_stays_ended_and_none_becomes_longer() {
    for sql in [
        "UPDATE impersonations SET ended_at = 7; UPDATE impersonations SET ended_at = NULL",
        "UPDATE impersonations SET ends_at = ends_at + 1",
    ] {
        let message = stopped(sql);
        assert!(message.contains("stays ended"), "{sql}: {message}");
    }
}
