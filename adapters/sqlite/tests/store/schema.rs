//! The schema keeps what must hold, whoever writes.

use rollbook_contract::assert_schema_has_the_words;
use rusqlite::ErrorCode;

use crate::given::Given;

/// Runs a statement and gives the message of the constraint that stopped it.
fn stopped(sql: &str) -> String {
    let error = Given::a_database().raw().execute_batch(sql).expect_err(sql);
    assert_eq!(error.sqlite_error_code(), Some(ErrorCode::ConstraintViolation), "{sql}: {error}");
    error.to_string()
}

#[test]
fn the_log_is_append_only() {
    for sql in [
        "UPDATE events SET payload = '{}' WHERE sequence = 1",
        "DELETE FROM events",
        "PRAGMA recursive_triggers = ON; REPLACE INTO events SELECT * FROM events WHERE sequence = 1",
        "UPDATE commits SET actor = '{}'",
        "DELETE FROM commits",
    ] {
        assert!(stopped(sql).contains("the log is append-only"), "{sql}");
    }
}

#[test]
fn two_events_cannot_stand_at_one_place_of_a_stream() {
    let message = stopped(
        "INSERT INTO events SELECT tenant_no, 1000, commit_no, stream_kind, stream_id, position, effective_at, payload, \
         commitment, chain FROM events WHERE sequence = 1",
    );
    assert!(message.contains("events.position"), "{message}");
}

/// An event in a place of its own, or the reason of one, with one of its values put in another's place.
fn logged(table: &str, column: &str, value: &str) -> String {
    let columns: &[(&str, &str)] = match table {
        "events" => &[
            ("tenant_no", "tenant_no"),
            ("sequence", "1000"),
            ("commit_no", "commit_no"),
            ("stream_kind", "stream_kind"),
            ("stream_id", "stream_id"),
            ("position", "1000"),
            ("effective_at", "0"),
            ("payload", "payload"),
            ("commitment", "NULL"),
            ("chain", "chain"),
        ],
        _ => &[
            ("tenant_no", "tenant_no"),
            ("stream_kind", "stream_kind"),
            ("stream_id", "stream_id"),
            ("position", "position"),
            ("note", "'why'"),
            ("salt", "zeroblob(32)"),
        ],
    };
    let values = columns.iter().map(|(name, usual)| if *name == column { value } else { *usual });
    let values = values.collect::<Vec<_>>().join(", ");
    format!("INSERT INTO {table} SELECT {values} FROM events WHERE sequence = 1")
}

#[test]
fn what_is_logged_is_within_its_lists() {
    for (table, column, value) in [
        ("events", "sequence", "0"),
        ("events", "stream_kind", "''"),
        ("events", "stream_id", "x'00'"),
        ("events", "position", "0"),
        ("events", "commitment", "x'00'"),
        ("events", "chain", "x'00'"),
        ("event_notes", "note", "''"),
        ("event_notes", "salt", "x'00'"),
    ] {
        let message = stopped(&logged(table, column, value));
        assert!(message.contains(&format!("{table}_{column}_ck")), "{table}.{column} = {value}: {message}");
    }
}

#[test]
fn what_is_on_record_of_an_import_is_within_its_lists() {
    let done = "INSERT INTO imports SELECT tenant_no, zeroblob(16), 1, 'scores', printf('%.64c', '0'), '{}', 0 \
                FROM commits;";
    for (column, value) in
        [("id", "x'00'"), ("revision", "0"), ("kind", "'songs'"), ("fingerprint", "'0'"), ("counts", "'{'")]
    {
        let message = stopped(&format!("{done} UPDATE imports SET {column} = {value}"));
        assert!(message.contains(&format!("imports_{column}_ck")), "{column} = {value}: {message}");
    }
}

#[test]
fn a_value_outside_its_list_is_stopped_by_a_check_of_that_name() {
    for (table, column, value, check) in [
        ("customers", "origin", "'magic'", "customers_origin_ck"),
        ("customers", "status", "'asleep'", "customers_status_ck"),
        ("customers", "revision", "0", "customers_revision_ck"),
        ("customers", "id", "x'00'", "customers_id_ck"),
        ("customers", "is_tax_exempt", "2", "customers_is_tax_exempt_ck"),
        ("customers", "password_expires_after_days", "-1", "customers_password_expires_after_days_ck"),
        ("customer_profiles", "email_key", "'nobody'", "customer_profiles_email_key_ck"),
        ("customer_profiles", "code", "'X1'", "customer_profiles_code_key_ck"),
        ("customer_profiles", "fields", "'{'", "customer_profiles_fields_ck"),
        ("memberships", "source", "'luck'", "memberships_source_ck"),
        ("orders", "payment_type", "'gold'", "orders_payment_type_ck"),
        ("orders", "status", "'lost'", "orders_status_ck"),
        ("orders", "placed_status", "'lost'", "orders_placed_status_ck"),
        ("order_lines", "quantity", "0", "order_lines_quantity_ck"),
        ("order_lines", "currency", "'EURO'", "order_lines_currency_ck"),
        ("grants", "origin", "'gift'", "grants_origin_ck"),
        ("grants", "id", "x'00'", "grants_id_ck"),
        ("grants", "order_id", "x'00'", "grants_order_id_ck"),
        ("grants", "order_line", "0", "grants_order_line_ck"),
        ("grants", "from_first_launch", "'{'", "grants_from_first_launch_ck"),
        ("grants", "ends_at", "starts_at", "grants_ends_at_ck"),
        ("grants", "ends_at", "starts_at - 1", "grants_ends_at_ck"),
        ("grant_standings", "standing", "'wobbly'", "grant_standings_standing_ck"),
        ("prices", "anchor", "'whim'", "prices_anchor_ck"),
        ("prices", "duration", "'long'", "prices_duration_ck"),
        ("tenants", "settings", "NULL", "tenants_revision_ck"),
        ("tenants", "settings", "'{'", "tenants_settings_ck"),
    ] {
        let message = stopped(&format!("UPDATE {table} SET {column} = {value}"));
        assert!(message.contains(check), "{table}.{column} = {value}: {message}");
    }
}

#[test]
fn an_end_goes_with_a_typed_end_and_with_nothing_else() {
    for (change, ends_at) in [("override_set", "NULL"), ("enrolled", "5"), ("unheard_of", "NULL")] {
        let message = stopped(&format!(
            "INSERT INTO enrollment_facts SELECT customer.tenant_no, customer.id, course.id, 9, '{change}', {ends_at}, NULL, 0, 1 \
             FROM customers customer, courses course"
        ));
        assert!(message.contains("enrollment_facts_"), "{message}");
    }
}

#[test]
fn a_window_edit_to_nothing_is_stopped() {
    for (old, new) in [("5, 5, 1, 2", "old"), ("1, 2, 5, 4", "new")] {
        let message = stopped(&format!(
            "INSERT INTO window_edits SELECT tenant_no, customer_id, 9, position, {old}, 0, 1 FROM grants"
        ));
        assert!(message.contains(&format!("window_edits_{new}_ends_at_ck")), "{message}");
    }
}

#[test]
fn a_value_of_another_type_is_stopped() {
    let message = stopped("UPDATE grants SET starts_at = 'yesterday'");
    assert!(message.contains("cannot store TEXT value in INTEGER column"), "{message}");
}

#[test]
fn a_row_that_refers_to_nothing_is_stopped() {
    let nothing = "x'ffffffffffffffffffffffffffffffff'";
    for sql in [
        format!("UPDATE memberships SET group_id = {nothing}"),
        format!("UPDATE memberships SET customer_id = {nothing}"),
        format!("UPDATE orders SET customer_id = {nothing}"),
        format!("UPDATE order_lines SET product_id = {nothing}"),
        format!("UPDATE order_lines SET price_id = {nothing}"),
        format!("UPDATE grants SET product_id = {nothing}"),
        format!(
            "INSERT INTO enrollment_facts SELECT tenant_no, {nothing}, id, 9, 'enrolled', NULL, NULL, 0, 1 FROM courses"
        ),
        format!(
            "INSERT INTO enrollment_facts SELECT tenant_no, id, {nothing}, 9, 'enrolled', NULL, NULL, 0, 1 FROM customers"
        ),
        format!(
            "INSERT INTO grants SELECT tenant_no, {nothing}, position, id, product_id, origin, order_id, order_line, \
             NULL, starts_at, ends_at, from_first_launch, effective_at, commit_no FROM grants WHERE seat_id IS NULL"
        ),
        format!("UPDATE prices SET product_id = {nothing}"),
        format!("UPDATE product_courses SET course_id = {nothing}"),
        "UPDATE grant_standings SET grant_position = 77".to_owned(),
        "DELETE FROM groups".to_owned(),
        "DELETE FROM products".to_owned(),
        "INSERT INTO events VALUES (1, 1000, 77, 'tenant', zeroblob(16), 77, 0, '{}', NULL, zeroblob(32))"
            .to_owned(),
        "INSERT INTO event_notes VALUES (1, 'tenant', zeroblob(16), 77, 'why', zeroblob(32))".to_owned(),
    ] {
        let message = stopped(&sql);
        assert!(message.contains("FOREIGN KEY constraint failed"), "{sql}: {message}");
    }
}

#[test]
fn what_is_unique_in_a_tenant_is_unique_by_the_schema_too() {
    for (table, id, key) in [
        ("groups", "id", "code_key"),
        ("products", "id", "code_key"),
        ("prices", "id", "code_key"),
        ("courses", "id", "code_key"),
        ("customers", "id", "id"),
    ] {
        let given = Given::a_database();
        let raw = given.raw();
        let columns: Vec<String> = raw
            .prepare(&format!("SELECT name FROM pragma_table_info('{table}')"))
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let values = columns.join(", ").replacen(id, if id == key { id } else { "randomblob(16)" }, 1);
        let error =
            raw.execute_batch(&format!("INSERT INTO {table} SELECT {values} FROM {table}")).unwrap_err();
        assert!(error.to_string().contains(&format!("{table}.{key}")), "{table}: {error}");
    }
}

/// By a reference to the list of tenants, or to rows that lead there; one that may be empty leads nowhere.
#[test]
fn every_row_belongs_to_a_tenant_that_exists() {
    let given = Given::a_database();
    let raw = given.raw();
    let sql = "WITH RECURSIVE led (name) AS ( \
                   SELECT 'tenants' \
                   UNION SELECT t.name FROM pragma_table_list t, pragma_foreign_key_list(t.name) f \
                   JOIN led ON f.\"table\" = led.name WHERE f.\"from\" = 'tenant_no' AND NOT EXISTS ( \
                       SELECT 1 FROM pragma_foreign_key_list(t.name) k, pragma_table_info(t.name) c \
                       WHERE k.id = f.id AND c.name = k.\"from\" AND c.\"notnull\" = 0)) \
               SELECT name FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%' \
               AND name NOT IN (SELECT name FROM led) ORDER BY name";
    let mut statement = raw.prepare(sql).unwrap();
    let alone: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    assert_eq!(alone, Vec::<String>::new());
}

#[test]
fn every_table_is_strict_and_its_keys_and_indexes_begin_with_the_tenant() {
    let given = Given::a_database();
    let raw = given.raw();
    let read = |sql: &str| -> Vec<String> {
        let mut statement = raw.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    };
    let loose = read(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite%'",
    );
    assert_eq!(loose, Vec::<String>::new());
    let keyed = "SELECT t.name || '.' || i.name FROM pragma_table_list t, pragma_index_list(t.name) i, \
                 pragma_index_info(i.name) c WHERE t.schema = 'main' AND c.seqno = 0 AND c.name <> 'tenant_no'";
    assert_eq!(read(keyed), ["tenants.tenants_name_uq"]);
}

/// GDPR-12, N121
#[test]
fn the_map_of_personal_columns_names_every_column() {
    let given = Given::a_database();
    drop(given.open());
    let raw = given.raw();
    let sql = "SELECT t.name, c.name FROM pragma_table_list t, pragma_table_info(t.name) c \
               WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite%'";
    let mut statement = raw.prepare(sql).unwrap();
    let columns: Vec<(String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let columns = columns.iter().map(|(table, column)| (table.as_str(), column.as_str()));
    assert_eq!(rollbook_domain::privacy::map::differences(columns), Vec::<String>::new());
}

#[test]
fn the_words_of_lists_are_those_the_domain_has() {
    let schema: String = Given::a_database()
        .raw()
        .query_row("SELECT group_concat(sql) FROM sqlite_master", [], |row| row.get(0))
        .unwrap();
    assert_schema_has_the_words(|check| {
        let definition = schema.split_once(&format!("CONSTRAINT {check}"));
        let list = definition.and_then(|(_, definition)| definition.split_once("IN (")?.1.split_once(')'));
        let (list, _) = list.unwrap_or_else(|| panic!("no list in {check}"));
        list.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
    });
}
