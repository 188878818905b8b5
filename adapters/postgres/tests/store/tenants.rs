//! A tenant's rows are seen and written by nobody else, even by a statement that forgets to say whose it wants.

use pollster::block_on;
use rollbook_domain::port::Store as _;
use rollbook_domain::settings::TenantId;

use crate::given::Given;
use crate::laid_out::words;

/// Every table in which each row is some tenant's.
const TABLES: &str = "SELECT DISTINCT table_name::text FROM information_schema.columns WHERE table_schema = 'public' \
                      AND column_name = 'tenant_no' AND table_name <> 'tenants' ORDER BY 1";

/// A database with two tenants that have rows in every table the first commit writes to.
fn two_tenants() -> Given {
    let given = Given::a_database();
    let store = given.open();
    let other = store.tenant(&TenantId::parse("other").unwrap());
    block_on(other.commit(given.first_commit())).unwrap();
    given
}

fn count(given: &Given, tenant_no: i64, table: &str, condition: &str) -> u64 {
    let sql = format!("SELECT count(*) FROM {table} WHERE {condition}");
    given.sql_of(tenant_no, &sql).unwrap().parse().unwrap()
}

/// These tests show nothing to a role that row-level security does not bind, and neither is it one to run Rollbook as.
#[test]
fn the_role_of_these_tests_is_bound_by_row_level_security() {
    let given = Given::an_empty_database();
    let unbound = "SELECT rolname FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)";
    assert_eq!(words(&given.database, unbound), Vec::<String>::new());
}

#[test]
fn a_transaction_sees_the_rows_of_its_tenant_alone() {
    let given = two_tenants();
    let mut filled = 0;
    for table in words(&given.database, TABLES) {
        for (tenant_no, other_no) in [(1, 2), (2, 1)] {
            let own = count(&given, tenant_no, &table, "true");
            assert_eq!(own, count(&given, tenant_no, &table, &format!("tenant_no = {tenant_no}")), "{table}");
            assert_eq!(count(&given, tenant_no, &table, &format!("tenant_no = {other_no}")), 0, "{table}");
            filled += u64::from(own > 0);
        }
    }
    assert!(filled >= 2 * 25, "{filled}");
}

#[test]
fn a_transaction_that_says_no_tenant_sees_nothing_and_writes_nothing() {
    let given = two_tenants();
    for table in words(&given.database, TABLES) {
        for nobody in ["", "SET rollbook.tenant_no = '';"] {
            let seen = given.database.psql(&format!("{nobody} SELECT count(*) FROM {table}")).unwrap();
            assert_eq!(seen, "0", "{table}");
        }
    }
    let customer = "INSERT INTO customers (tenant_no, id, revision, created_at, origin, status, is_tax_exempt) \
                    VALUES (1, gen_random_uuid(), 1, 0, 'import', 'active', false)";
    let said = given.database.psql(customer).unwrap_err().to_string();
    assert!(said.contains("row-level security"), "{said}");
}

#[test]
fn what_another_tenant_has_is_neither_changed_nor_removed_nor_added_to() {
    let given = two_tenants();
    let changed =
        |sql: &str| given.sql(&format!("WITH done AS ({sql} RETURNING 1) SELECT count(*) FROM done"));
    for sql in [
        "UPDATE customers SET revision = 99 WHERE tenant_no = 2",
        "UPDATE seats SET standing = 'open' WHERE tenant_no = 2",
        "DELETE FROM memberships WHERE tenant_no = 2",
        "DELETE FROM events WHERE tenant_no = 2",
    ] {
        assert_eq!(changed(sql).unwrap(), "0", "{sql}");
    }
    for table in words(&given.database, TABLES) {
        if count(&given, 1, &table, "true") == 0 {
            continue;
        }
        let columns = format!(
            "SELECT attname FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped \
             ORDER BY attnum"
        );
        let columns = words(&given.database, &columns).join(", ");
        let values = columns.replacen("tenant_no", "2", 1);
        let copy = format!("INSERT INTO {table} ({columns}) SELECT {values} FROM {table}");
        let said = given.sql(&copy).unwrap_err();
        assert!(said.contains("violates row-level security policy"), "{table}: {said}");
    }
    let said = given.sql("UPDATE customers SET tenant_no = 2").unwrap_err();
    assert!(said.contains("violates row-level security policy"), "{said}");
}

#[test]
fn a_row_refers_to_nothing_of_another_tenant() {
    let given = two_tenants();
    for (table, column, referred) in [
        ("memberships", "customer_id", "customers"),
        ("memberships", "group_id", "groups"),
        ("orders", "customer_id", "customers"),
        ("order_lines", "product_id", "products"),
        ("grants", "product_id", "products"),
        ("seats", "buyer_id", "customers"),
        ("mails", "customer_id", "customers"),
    ] {
        let id = given.sql_of(2, &format!("SELECT id FROM {referred} LIMIT 1")).unwrap();
        let said = given.stopped(&format!(
            "UPDATE {table} t SET {column} = '{id}' WHERE ctid = (SELECT min(ctid) FROM {table})"
        ));
        assert!(said.contains("violates foreign key constraint"), "{table}.{column}: {said}");
    }
}
