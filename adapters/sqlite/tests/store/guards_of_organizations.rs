//! What the schema keeps of organizations and of what ties customers to them, whoever writes.

use rusqlite::ErrorCode;

use crate::given::Given;

/// Runs a statement and gives the message of the constraint that stopped it.
fn stopped(sql: &str) -> String {
    let error = Given::a_database().raw().execute_batch(sql).expect_err(sql);
    assert_eq!(error.sqlite_error_code(), Some(ErrorCode::ConstraintViolation), "{sql}: {error}");
    error.to_string()
}

/// VIEW-06, VIEW-11
#[test]
fn a_value_outside_its_list_is_stopped_by_a_check_of_that_name() {
    for (table, column, value, check) in [
        ("organizations", "revision", "0", "organizations_revision_ck"),
        ("organizations", "id", "x'00'", "organizations_id_ck"),
        ("customer_ties", "kind", "'luck'", "customer_ties_"),
        ("customer_ties", "kind", "'manager'", "customer_ties_organization_id_ck"),
        ("customer_ties", "organization_id", "NULL", "customer_ties_organization_id_ck"),
        ("customer_ties", "manager_id", "customer_id", "customer_ties_manager_id_ck"),
    ] {
        let said = stopped(&format!("UPDATE {table} SET {column} = {value}"));
        assert!(said.contains(check), "{table}.{column} = {value}: {said}");
    }
}

/// VIEW-06
#[test]
fn an_organization_is_not_its_own_parent() {
    let sql = "INSERT INTO organization_parents SELECT tenant_no, id, id FROM organizations";
    let said = stopped(sql);
    assert!(said.contains("organization_parents_parent_id_ck"), "{said}");
}

/// VIEW-03, N96
#[test]
fn nobody_is_their_own_manager() {
    let sql = "INSERT INTO customer_ties SELECT tenant_no, id, 900, 'manager', NULL, id, 0, 1 FROM customers";
    let said = stopped(sql);
    assert!(said.contains("customer_ties_manager_id_ck"), "{said}");
}

/// VIEW-06
#[test]
fn a_customer_is_in_one_organization_and_administers_each_once() {
    for (kind, column) in [("member", "customer_id"), ("administrator", "organization_id")] {
        let said = stopped(&format!(
            "INSERT INTO customer_ties SELECT tenant_no, customer_id, 900, kind, organization_id, manager_id, 0, 1 \
             FROM customer_ties WHERE kind = '{kind}'"
        ));
        assert!(said.contains(&format!("customer_ties.{column}")), "{kind}: {said}");
    }
}

/// VIEW-03
#[test]
fn a_customer_has_one_manager_at_most() {
    let said = stopped(
        "INSERT INTO customers (tenant_no, id, revision, created_at, origin, status, is_tax_exempt) \
         SELECT tenant_no, zeroblob(16), 1, 0, 'import', 'active', 0 FROM customers; \
         WITH places (position) AS (VALUES (900), (901)) \
         INSERT INTO customer_ties SELECT tenant_no, zeroblob(16), position, 'manager', NULL, id, 0, 1 \
         FROM customers, places WHERE id <> zeroblob(16)",
    );
    assert!(said.contains("customer_ties.customer_id"), "{said}");
}

/// VIEW-06
#[test]
fn no_two_organizations_have_one_code() {
    let said = stopped(
        "INSERT INTO organizations SELECT tenant_no, randomblob(16), 1, code, code_key, title FROM organizations",
    );
    assert!(said.contains("organizations.code_key"), "{said}");
}

#[test]
fn a_tie_to_nothing_is_stopped() {
    let nothing = "x'ffffffffffffffffffffffffffffffff'";
    for sql in [
        format!("UPDATE customer_ties SET organization_id = {nothing}"),
        format!("UPDATE customer_ties SET customer_id = {nothing}"),
        format!(
            "INSERT INTO customer_ties SELECT tenant_no, id, 900, 'manager', NULL, {nothing}, 0, 1 FROM customers"
        ),
        format!("INSERT INTO organization_parents SELECT tenant_no, id, {nothing} FROM organizations"),
        format!("INSERT INTO organization_parents SELECT tenant_no, {nothing}, id FROM organizations"),
        "DELETE FROM organizations".to_owned(),
    ] {
        let said = stopped(&sql);
        assert!(said.contains("FOREIGN KEY constraint failed"), "{sql}: {said}");
    }
}
