//! What the schema keeps of organizations and of what ties customers to them, whoever writes.

use crate::given::Given;

/// VIEW-06, VIEW-11
#[test]
fn a_value_outside_its_list_is_stopped_by_a_check_of_that_name() {
    let given = Given::a_database();
    for (table, column, value, check) in [
        ("organizations", "revision", "0", "organizations_revision_ck"),
        ("customer_ties", "kind", "'luck'", "customer_ties_"),
        ("customer_ties", "kind", "'manager'", "customer_ties_"),
        ("customer_ties", "organization_id", "NULL", "customer_ties_organization_id_ck"),
        ("customer_ties", "manager_id", "customer_id", "customer_ties_"),
    ] {
        let said = given.stopped(&format!("UPDATE {table} SET {column} = {value}"));
        assert!(said.contains(check), "{table}.{column} = {value}: {said}");
    }
}

/// VIEW-06
#[test]
fn an_organization_is_not_its_own_parent() {
    let sql = "INSERT INTO organization_parents SELECT tenant_no, id, id FROM organizations";
    let said = Given::a_database().stopped(sql);
    assert!(said.contains("organization_parents_parent_id_ck"), "{said}");
}

/// VIEW-03, N96
#[test]
fn nobody_is_their_own_manager() {
    let sql = "INSERT INTO customer_ties SELECT tenant_no, id, 900, 'manager', NULL, id, 0, 1 FROM customers";
    let said = Given::a_database().stopped(sql);
    assert!(said.contains("customer_ties_manager_id_ck"), "{said}");
}

/// VIEW-06
#[test]
fn a_customer_is_in_one_organization_and_administers_each_once() {
    for (kind, column) in [("member", "customer_id"), ("administrator", "organization_id")] {
        let said = Given::a_database().stopped(&format!(
            "INSERT INTO customer_ties SELECT tenant_no, customer_id, 900, kind, organization_id, manager_id, 0, 1 \
             FROM customer_ties WHERE kind = '{kind}'"
        ));
        assert!(
            said.contains(&format!(
                "customer_ties_{}_uq",
                if column == "customer_id" { "member" } else { "administrator" }
            )),
            "{kind}: {said}"
        );
    }
}

/// VIEW-03
#[test]
fn a_customer_has_one_manager_at_most() {
    let said = Given::a_database().stopped(
        "INSERT INTO customers (tenant_no, id, revision, created_at, origin, status, is_tax_exempt) \
         SELECT tenant_no, gen_random_uuid(), 1, 1, 'import', 'active', false FROM customers; \
         INSERT INTO customer_ties SELECT c.tenant_no, c.id, position, 'manager', NULL, m.id, 0, 1 \
         FROM customers c, customers m, (VALUES (900), (901)) places (position) \
         WHERE c.created_at = 1 AND m.id <> c.id",
    );
    assert!(said.contains("customer_ties_manager_uq"), "{said}");
}

/// VIEW-06
#[test]
fn no_two_organizations_have_one_code() {
    let said = Given::a_database().stopped(
        "INSERT INTO organizations SELECT tenant_no, gen_random_uuid(), 1, code, code_key, title FROM organizations",
    );
    assert!(said.contains("organizations_code_key_uq"), "{said}");
}

#[test]
fn a_tie_to_nothing_is_stopped() {
    let nothing = "'ffffffff-ffff-ffff-ffff-ffffffffffff'";
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
        let said = Given::a_database().stopped(&sql);
        assert!(said.contains("foreign key constraint"), "{sql}: {said}");
    }
}
