//! What the schema keeps of impersonations and sign-ins, whoever writes.

use crate::given::Given;

/// A database with one impersonation and one sign-in.
fn given() -> Given {
    let given = Given::a_database();
    let sql = "INSERT INTO impersonations (tenant_no, id, customer_id, position, ends_at, effective_at, commit_no) \
               SELECT tenant_no, gen_random_uuid(), id, 1, 900, 0, 1 FROM customers LIMIT 1; \
               INSERT INTO logins SELECT tenant_no, id, 5, gen_random_uuid(), '203.0.113.9', 'succeeded', 'password' \
               FROM customers LIMIT 1";
    given.sql(sql).unwrap();
    given
}

#[test]
fn a_value_outside_its_list_is_stopped_by_a_check_of_that_name() {
    let given = given();
    for (table, column, value, check) in [
        ("logins", "address", "''", "logins_address_ck"),
        ("logins", "outcome", "'odd'", "logins_outcome_ck"),
        ("logins", "means", "'magic'", "logins_means_ck"),
    ] {
        let said = given.stopped(&format!("UPDATE {table} SET {column} = {value}"));
        assert!(said.contains(check), "{table}.{column} = {value}: {said}");
    }
}

#[test]
fn a_row_of_nobody_is_stopped() {
    let given = given();
    for table in ["impersonations", "logins"] {
        let said = given.stopped(&format!("UPDATE {table} SET customer_id = gen_random_uuid()"));
        assert!(said.contains(&format!("{table}_customer_id_fk")), "{table}: {said}");
    }
}

/// AUD-06
#[test]
fn an_impersonation_that_has_ended_stays_ended_and_none_becomes_longer() {
    let given = given();
    for sql in [
        "UPDATE impersonations SET ended_at = 7; UPDATE impersonations SET ended_at = NULL",
        "UPDATE impersonations SET ends_at = ends_at + 1",
    ] {
        let said = given.stopped(sql);
        assert!(said.contains("stays ended"), "{sql}: {said}");
    }
}
