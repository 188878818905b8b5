//! The roles that docs/operations.md tells how to make, made as it says.

use rollbook_servers::{Cluster, ServerError};

use crate::house::{House, cluster};
use crate::serving::roster;

const OPERATIONS: &str = include_str!("../../../../docs/operations.md");

/// The block of SQL that begins with these words.
pub(crate) fn sql(beginning: &str) -> String {
    let mut blocks =
        OPERATIONS.split("```sql\n").skip(1).filter_map(|block| Some(block.split_once("```")?.0));
    blocks
        .find(|block| block.starts_with(beginning))
        .unwrap_or_else(|| panic!("no SQL begins with {beginning}"))
        .to_owned()
}

/// A server with the roles, and a database whose schema the migrator laid out.
pub(crate) fn with_roles() -> Cluster {
    let cluster = cluster();
    for statement in sql("CREATE ROLE rollbook_migrator").split_inclusive(";\n") {
        cluster.psql(statement).expect("a role or the database");
    }
    cluster.psql_in("rollbook", &sql("GRANT ALL ON SCHEMA")).expect("what roles may do");
    House::at(&url_of(&cluster, "rollbook_migrator")).done(&["migrate"]);
    cluster.psql_in("rollbook", &sql("REVOKE UPDATE")).expect("what roles may not do");
    cluster
}

pub(crate) fn url_of(cluster: &Cluster, role: &str) -> String {
    cluster.url("rollbook").replace("rollbook@", &format!("{role}@"))
}

/// Runs SQL as a role, and gives what was printed or the SQLSTATE with which it was refused.
fn as_role(cluster: &Cluster, role: &str, sql: &str) -> Result<String, String> {
    let script = format!("SET SESSION AUTHORIZATION {role}; {sql}");
    cluster.psql_in("rollbook", &script).map_err(|error| match error {
        ServerError::Failed { said, .. } => said,
        other => other.to_string(),
    })
}

fn assert_refused(cluster: &Cluster, role: &str, sql: &str) {
    let said = as_role(cluster, role, sql).expect_err(sql);
    // Insufficient privilege, or a transaction that may only read.
    assert!(said.contains("42501") || said.contains("25006"), "{sql}: {said}");
}

#[test]
fn the_application_s_role_does_its_work_and_nothing_more() {
    let cluster = with_roles();
    let house = House::at(&url_of(&cluster, "rollbook_app"));
    house.done(&["init"]);
    house.done(&["demo", "--tenant", "school"]);
    house.done(&["mail", "send", "--tenant", "school"]);
    house.done(&["seat", "list", "--buyer", "office@acme.example", "--tenant", "school"]);
    house.done(&["settings", "set", "locale", "de"]);
    let (code, found) = house.doctor();
    assert_eq!(code, Some(0), "{found:?}");
    for id in ["row_security", "privileges", "statistics", "durability"] {
        assert_eq!(house.finding(id).0, "ok", "{id}");
    }
    for ddl in
        ["CREATE TABLE more (no int)", "DROP TABLE events", "ALTER TABLE customers ADD COLUMN more int"]
    {
        assert_refused(&cluster, "rollbook_app", ddl);
    }
    for log in [
        "UPDATE events SET effective_at = 0",
        "DELETE FROM events",
        "DELETE FROM commits",
        "TRUNCATE events",
        "DELETE FROM schema_migrations",
    ] {
        assert_refused(&cluster, "rollbook_app", log);
    }
}

/// Only the owner may, and until somebody does the plans of small tables stay in use.
#[test]
fn a_large_import_by_the_application_has_the_server_look_at_what_grew() {
    let cluster = with_roles();
    let house = House::at(&url_of(&cluster, "rollbook_app"));
    house.done(&["init"]);
    house.done(&["product", "add", "ALGEBRA", "--title", "Algebra"]);
    house.done(&["price", "add", "ALG", "--product", "ALGEBRA", "--amount", "49", "--duration", "unlimited"]);
    let known = || {
        let sql = "SELECT reltuples FROM pg_class WHERE relname = 'customer_profiles'";
        cluster.psql_in("rollbook", sql).expect("what the server knows")
    };
    house.place.write("few.csv", roster(0, 20));
    house.done(&["import", "roster", "few.csv"]);
    assert_eq!(known(), "-1", "few rows are left to the server");
    house.place.write("many.csv", roster(20, 1_480));
    house.done(&["import", "roster", "many.csv"]);
    assert_eq!(known(), "1500");

    let look = "DO $$ DECLARE last OID := 0; BEGIN \
                LOOP last := analyze_what_grew(last); EXIT WHEN last IS NULL; END LOOP; END $$";
    let forget = |what: &str| {
        let sql = format!("UPDATE pg_class SET {what} WHERE relname = 'customer_profiles'");
        cluster.psql_in("rollbook", &sql).expect("a superuser may");
    };
    forget("relpages = 0, reltuples = -1");
    let reader = format!("SET default_transaction_read_only = off; {look}");
    as_role(&cluster, "rollbook_readonly", &reader).expect("nothing is done");
    assert_eq!(known(), "-1", "who may not write has nothing looked at");
    as_role(&cluster, "rollbook_app", look).expect("a look");
    assert_eq!(known(), "1500");
    // As when others had not committed their rows yet.
    forget("reltuples = 2");
    as_role(&cluster, "rollbook_app", look).expect("a look");
    assert_eq!(known(), "1500");
}

#[test]
fn tables_that_nobody_would_look_at_are_told_by_doctor() {
    let cluster = with_roles();
    let house = House::at(&url_of(&cluster, "rollbook_app"));
    house.done(&["init"]);
    let change = |sql: &str| cluster.psql_in("rollbook", sql).expect("a superuser may");
    let told = || {
        let (health, says) = house.finding("statistics");
        assert!(health == "warn" && says.contains("analyze_what_grew"), "{says}");
        says
    };
    change("ALTER TABLE seats OWNER TO postgres");
    assert!(told().contains("looked at seats;"), "the function's owner may not look at another's table");
    change("ALTER TABLE seats OWNER TO rollbook_migrator");
    assert_eq!(house.finding("statistics").0, "ok");
    change("REVOKE EXECUTE ON FUNCTION analyze_what_grew FROM PUBLIC");
    assert!(told().contains("customer_profiles"), "the role may not call it");
    change("GRANT EXECUTE ON FUNCTION analyze_what_grew TO rollbook_app");
    assert_eq!(house.finding("statistics").0, "ok");
}

/// A second line behind the tenant in every statement.
#[test]
fn row_level_security_binds_the_application_and_the_owner_of_the_tables() {
    let cluster = with_roles();
    let house = House::at(&url_of(&cluster, "rollbook_app"));
    house.done(&["init"]);
    house.done(&["demo", "--tenant", "school"]);
    assert_eq!(house.add_customer("ada").code, Some(0));
    let count = |role: &str, tenant_no: &str| {
        let sql = format!("SET rollbook.tenant_no = '{tenant_no}'; SELECT count(*) FROM customers");
        as_role(&cluster, role, &sql).expect("a count")
    };
    let number = |name: &str| {
        as_role(&cluster, "rollbook_app", &format!("SELECT tenant_no FROM tenants WHERE name = '{name}'"))
    };
    let (default, school) = (number("default").expect("a number"), number("school").expect("a number"));
    for role in ["rollbook_app", "rollbook_migrator", "rollbook_readonly"] {
        assert_eq!(count(role, ""), "0", "{role} sees nobody without a tenant");
        assert_eq!((count(role, &default), count(role, &school)), ("1".to_owned(), "45".to_owned()));
    }
    let moved = format!("SET rollbook.tenant_no = {default}; UPDATE customers SET tenant_no = {school}");
    assert_refused(&cluster, "rollbook_app", &moved);
    assert_eq!(count("postgres", ""), "46", "nothing binds a superuser");
    let superuser = House { url: cluster.admin_url("rollbook"), ..house };
    let (health, says) = superuser.finding("row_security");
    assert!(health == "warn" && says.contains("superuser"), "{says}");
}

#[test]
fn the_reader_s_role_reads_and_writes_nothing() {
    let cluster = with_roles();
    let house = House::at(&url_of(&cluster, "rollbook_app"));
    house.done(&["init"]);
    assert_eq!(house.add_customer("ada").code, Some(0));
    let reader = House { url: url_of(&cluster, "rollbook_readonly"), ..house };
    let listed = reader.done(&["customer", "list", "--all"]).json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
    let said = reader.add_customer("grace");
    assert_eq!(said.code, Some(5), "{said:?}");
    assert!(said.notes.contains("permission denied") || said.notes.contains("read-only"), "{said:?}");
    assert_eq!(reader.finding("privileges").0, "fail");
    for write in ["DELETE FROM customers", "INSERT INTO tenants (name, revision) VALUES ('x', 0)"] {
        assert_refused(&cluster, "rollbook_readonly", write);
    }
}
