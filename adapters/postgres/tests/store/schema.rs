//! What the catalogue of a laid-out database says.
//!
//! That the tenant leads every key is what lets the tables be spread over several servers by tenant: a row and all rows
//! that it refers to are on one server, and each server can tell by itself what is unique.

use rollbook_contract::assert_schema_has_the_words;

use crate::laid_out::{laid_out, rows, words};

/// Tables that no tenant owns, and why.
const OF_NO_TENANT: [&str; 2] = [
    // The list of tenants itself, in which a tenant is looked up by its name; a copy of it can be on every server.
    "tenants",
    // What the schema is, for all of them.
    "schema_migrations",
];

/// The tables, but for those that no tenant owns.
fn of_tenants() -> String {
    format!(
        "SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity FROM pg_class c \
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> ALL ('{{{}}}')",
        OF_NO_TENANT.join(",")
    )
}

/// The columns of an array of column numbers, in their order.
fn columns(table: &str, numbers: &str) -> String {
    format!(
        "(SELECT string_agg(a.attname, ',' ORDER BY k.place) FROM unnest({numbers}) WITH ORDINALITY k (number, place) \
         JOIN pg_attribute a ON a.attrelid = {table} AND a.attnum = k.number)"
    )
}

#[test]
fn every_row_belongs_to_a_tenant() {
    let database = laid_out();
    let sql = format!(
        "WITH t AS ({}) SELECT relname FROM t WHERE NOT EXISTS (SELECT FROM pg_attribute a \
         WHERE a.attrelid = t.oid AND a.attname = 'tenant_no' AND a.attnotnull AND a.atttypid = 'bigint'::regtype)",
        of_tenants()
    );
    assert_eq!(words(&database, &sql), Vec::<String>::new());
    assert!(words(&database, &format!("SELECT count(*) > 30 FROM ({}) t", of_tenants())) == ["t"]);
}

#[test]
fn the_tenant_leads_every_key_and_every_index() {
    let database = laid_out();
    let sql = format!(
        "WITH t AS ({}) SELECT t.relname, i.indexrelid::regclass FROM t JOIN pg_index i ON i.indrelid = t.oid \
         WHERE split_part({}, ',', 1) IS DISTINCT FROM 'tenant_no' OR i.indexprs IS NOT NULL",
        of_tenants(),
        columns("t.oid", "i.indkey::int2[]")
    );
    assert_eq!(rows(&database, &sql), Vec::<Vec<String>>::new());
    let without_key = format!(
        "WITH t AS ({}) SELECT relname FROM t WHERE NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = t.oid \
         AND c.contype = 'p')",
        of_tenants()
    );
    assert_eq!(words(&database, &without_key), Vec::<String>::new());
}

#[test]
fn every_reference_stays_in_its_tenant() {
    let database = laid_out();
    let sql = format!(
        "WITH t AS ({}) SELECT c.conname FROM t JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype = 'f' \
         WHERE split_part({}, ',', 1) IS DISTINCT FROM 'tenant_no' OR split_part({}, ',', 1) IS DISTINCT FROM 'tenant_no'",
        of_tenants(),
        columns("c.conrelid", "c.conkey"),
        columns("c.confrelid", "c.confkey")
    );
    assert_eq!(words(&database, &sql), Vec::<String>::new());
}

/// By a reference to the list of tenants, or to rows that lead there; one that may be empty leads nowhere.
#[test]
fn every_row_belongs_to_a_tenant_that_exists() {
    let database = laid_out();
    let sql = format!(
        "WITH RECURSIVE t AS ({}), led (oid) AS (SELECT 'tenants'::regclass::oid UNION \
         SELECT c.conrelid FROM pg_constraint c JOIN led ON c.confrelid = led.oid WHERE c.contype = 'f' \
         AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) \
         AND NOT a.attnotnull)) \
         SELECT relname FROM t WHERE oid NOT IN (SELECT oid FROM led)",
        of_tenants()
    );
    assert_eq!(words(&database, &sql), Vec::<String>::new());
}

/// References that no index leads. An index would be there for a row that goes or changes its key, and these rows never
/// do (see `statements`): it would cost every write and serve no read.
pub(crate) const WITHOUT_INDEX: [&str; 19] = [
    "cmi_attempts_item_id_fk",
    "cmi_attempts_version_fk",
    "course_marks_version_fk",
    "enrollment_facts_course_id_fk",
    "events_commit_no_fk",
    "grant_standings_grant_position_fk",
    "grants_seat_id_fk",
    "invitation_links_invitation_id_fk",
    "item_records_item_id_fk",
    "item_records_version_fk",
    "order_lines_price_id_fk",
    "order_lines_product_id_fk",
    "prices_product_id_fk",
    "sales_order_courses_course_id_fk",
    "seat_claims_invitation_id_fk",
    "seat_pools_price_id_fk",
    "submissions_item_id_fk",
    "submissions_version_fk",
    "window_edits_grant_position_fk",
];

#[test]
fn every_reference_is_led_by_an_index_but_for_those_to_rows_that_never_go() {
    let database = laid_out();
    // An index of the rows that refer to anything at all does as well as one of all rows.
    let sql = "SELECT c.conname FROM pg_constraint c WHERE c.contype = 'f' AND NOT EXISTS (SELECT FROM pg_index i \
               WHERE i.indrelid = c.conrelid \
               AND coalesce(pg_get_expr(i.indpred, i.indrelid), '(all IS NOT NULL)') ~ '^\\(\\w+ IS NOT NULL\\)$' \
               AND c.conkey @> (i.indkey::int2[])[0:cardinality(c.conkey) - 1] \
               AND c.conkey <@ (i.indkey::int2[])[0:cardinality(c.conkey) - 1]) ORDER BY c.conname COLLATE \"C\"";
    assert_eq!(words(&database, sql), WITHOUT_INDEX);
}

#[test]
fn the_server_itself_shows_each_tenant_its_own_rows_alone() {
    let database = laid_out();
    let sql = format!(
        "WITH t AS ({}) SELECT relname FROM t WHERE NOT relrowsecurity OR NOT relforcerowsecurity OR \
         (SELECT array_agg((p.polcmd, p.polpermissive, p.polroles, pg_get_expr(p.polqual, t.oid), p.polwithcheck)::text) \
         FROM pg_policy p WHERE p.polrelid = t.oid) \
         IS DISTINCT FROM ARRAY['(*,t,{{0}},\"(tenant_no = current_tenant_no())\",)']",
        of_tenants()
    );
    assert_eq!(words(&database, &sql), Vec::<String>::new());
}

/// A plan that is made for the average tenant would read a large one from end to end; see `plans.rs`.
#[test]
fn every_tenant_is_expected_to_be_as_large_as_the_table() {
    let database = laid_out();
    let sql = "SELECT c.relname FROM pg_class c \
               JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_no' AND NOT a.attisdropped \
               WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') \
               AND a.attoptions IS DISTINCT FROM ARRAY['n_distinct=1']";
    assert_eq!(words(&database, sql), Vec::<String>::new());
}

#[test]
fn texts_are_compared_byte_by_byte_wherever_the_server_stands() {
    let database = laid_out();
    let sql = "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 \
               WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT a.attisdropped \
               AND a.attcollation NOT IN (0, 'pg_catalog.\"C\"'::regcollation)";
    assert_eq!(rows(&database, sql), Vec::<Vec<String>>::new());
    let types = "SELECT DISTINCT format_type(a.atttypid, a.atttypmod) FROM pg_class c \
                 JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
                 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') \
                 AND c.relname <> 'schema_migrations' ORDER BY 1";
    assert_eq!(words(&database, types), ["bigint", "boolean", "bytea", "json", "text", "uuid"]);
}

/// What this database keeps for itself.
const OWN: [&str; 2] = ["log_ends", "schema_migrations"];

/// GDPR-12, N121
#[test]
fn the_map_of_personal_columns_names_every_column() {
    let database = laid_out();
    let sql = "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 \
               WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT a.attisdropped";
    let columns = rows(&database, sql);
    let columns = columns.iter().map(|row| (row[0].as_str(), row[1].as_str()));
    let columns = columns.filter(|(table, _)| !OWN.contains(table));
    let mut found = rollbook_domain::privacy::map::differences(columns);
    found.retain(|line| !OWN.iter().any(|own| line.starts_with(own)));
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn the_words_of_lists_are_those_the_domain_has() {
    let database = laid_out();
    assert_schema_has_the_words(|check| {
        let sql =
            format!("SELECT DISTINCT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = '{check}'");
        let definition = words(&database, &sql).concat();
        definition.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
    });
}
