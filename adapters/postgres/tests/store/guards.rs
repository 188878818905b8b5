//! The schema keeps what must hold, whoever writes.

use crate::given::Given;
use crate::laid_out::words;

#[test]
fn the_log_is_append_only() {
    let given = Given::a_database();
    for sql in [
        "UPDATE events SET payload = '{}' WHERE sequence = 1",
        "DELETE FROM events",
        "TRUNCATE events CASCADE",
        "INSERT INTO events SELECT * FROM events WHERE sequence = 1 \
         ON CONFLICT (tenant_no, sequence) DO UPDATE SET payload = '{}'",
        "UPDATE commits SET actor = '{}'",
        "DELETE FROM commits",
        "TRUNCATE commits CASCADE",
    ] {
        assert!(given.stopped(sql).contains("the log is append-only"), "{sql}");
    }
}

#[test]
fn two_events_cannot_stand_at_one_place_of_a_stream_or_of_the_log() {
    let given = Given::a_database();
    let again = |sequence: &str, position: &str| {
        format!(
            "INSERT INTO events SELECT tenant_no, {sequence}, commit_no, stream_kind, stream_id, {position}, effective_at, \
             payload, commitment, chain FROM events WHERE sequence = 1"
        )
    };
    let said = given.stopped(&again("1000", "position"));
    assert!(said.contains("events_position_uq"), "{said}");
    let said = given.stopped(&again("sequence", "1000"));
    assert!(said.contains("events_tenant_no_sequence_pk"), "{said}");
}

#[test]
fn a_commit_happens_once() {
    let again = "INSERT INTO commits SELECT tenant_no, commit_no + 1000, id, recorded_at, actor, last_sequence FROM commits";
    let said = Given::a_database().stopped(again);
    assert!(said.contains("commits_id_uq"), "{said}");
}

#[test]
fn a_value_outside_its_list_is_stopped_by_a_check_of_that_name() {
    let given = Given::a_database();
    for (table, column, value, check) in [
        ("customers", "origin", "'magic'", "customers_origin_ck"),
        ("customers", "status", "'asleep'", "customers_status_ck"),
        ("customers", "revision", "0", "customers_revision_ck"),
        ("customers", "password_expires_after_days", "-1", "customers_password_expires_after_days_ck"),
        ("customer_profiles", "email_key", "'nobody'", "customer_profiles_email_key_ck"),
        ("customer_profiles", "code", "'X1'", "customer_profiles_code_key_ck"),
        ("memberships", "source", "'luck'", "memberships_source_ck"),
        ("orders", "payment_type", "'gold'", "orders_payment_type_ck"),
        ("orders", "status", "'lost'", "orders_status_ck"),
        ("orders", "placed_status", "'lost'", "orders_placed_status_ck"),
        ("order_lines", "quantity", "0", "order_lines_quantity_ck"),
        ("order_lines", "currency", "'EURO'", "order_lines_currency_ck"),
        ("grants", "origin", "'gift'", "grants_origin_ck"),
        ("grants", "order_line", "0", "grants_order_line_ck"),
        ("grants", "ends_at", "starts_at", "grants_ends_at_ck"),
        ("grants", "ends_at", "starts_at - 1", "grants_ends_at_ck"),
        ("grant_standings", "standing", "'wobbly'", "grant_standings_standing_ck"),
        ("prices", "anchor", "'whim'", "prices_anchor_ck"),
        ("log_ends", "last_sequence", "-1", "log_ends_last_sequence_ck"),
        ("log_ends", "chain", "'00'", "log_ends_chain_ck"),
        ("tenants", "settings", "NULL", "tenants_revision_ck"),
    ] {
        let said = given.stopped(&format!("UPDATE {table} SET {column} = {value}"));
        assert!(said.contains(check), "{table}.{column} = {value}: {said}");
    }
}

#[test]
fn what_is_logged_is_within_its_lists() {
    let given = Given::a_database();
    for (column, value) in [
        ("sequence", "0"),
        ("stream_kind", "''"),
        ("position", "0"),
        ("commitment", "'00'"),
        ("chain", "'00'"),
    ] {
        let columns = [
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
        ];
        let values = columns.map(|(name, usual)| if name == column { value } else { usual }).join(", ");
        let said =
            given.stopped(&format!("INSERT INTO events SELECT {values} FROM events WHERE sequence = 1"));
        assert!(said.contains(&format!("events_{column}_ck")), "{column} = {value}: {said}");
    }
    for (note, salt, check) in
        [("", "sha256('')", "event_notes_note_ck"), ("why", "'00'", "event_notes_salt_ck")]
    {
        let said = given.stopped(&format!(
            "INSERT INTO event_notes SELECT tenant_no, stream_kind, stream_id, position, '{note}', {salt} FROM events \
             WHERE sequence = 1"
        ));
        assert!(said.contains(check), "{said}");
    }
}

#[test]
fn what_is_on_record_of_an_import_is_within_its_lists() {
    let given = Given::a_database();
    let done = "INSERT INTO imports SELECT tenant_no, gen_random_uuid(), 1, 'scores', repeat('0', 64), '{}', 0 \
                FROM commits";
    given.sql(done).unwrap();
    for (column, value) in [("revision", "0"), ("kind", "'songs'"), ("fingerprint", "'0'")] {
        let said = given.stopped(&format!("UPDATE imports SET {column} = {value}"));
        assert!(said.contains(&format!("imports_{column}_ck")), "{column} = {value}: {said}");
    }
}

/// What the embedded store checks, the types do here.
#[test]
fn a_value_of_another_type_is_stopped() {
    let given = Given::a_database();
    for (table, column, value, problem) in [
        ("customers", "id", "'00'", "invalid input syntax for type uuid"),
        ("customers", "is_tax_exempt", "2", "is of type boolean"),
        ("grants", "starts_at", "'yesterday'", "invalid input syntax for type bigint"),
        ("customer_profiles", "fields", "'{'", "invalid input syntax for type json"),
        ("prices", "duration", "'long'", "invalid input syntax for type json"),
        ("tenants", "settings", "'{'", "invalid input syntax for type json"),
    ] {
        let said = given.sql(&format!("UPDATE {table} SET {column} = {value}")).unwrap_err();
        assert!(said.contains(problem), "{table}.{column} = {value}: {said}");
    }
}

#[test]
fn an_end_goes_with_a_typed_end_and_with_nothing_else() {
    let given = Given::a_database();
    for (change, ends_at) in [("override_set", "NULL"), ("enrolled", "5"), ("unheard_of", "NULL")] {
        let said = given.stopped(&format!(
            "INSERT INTO enrollment_facts SELECT customer.tenant_no, customer.id, course.id, 9, '{change}', {ends_at}, 0, 1 \
             FROM customers customer, courses course"
        ));
        assert!(said.contains("enrollment_facts_"), "{said}");
    }
}

#[test]
fn a_window_edit_to_nothing_is_stopped() {
    let given = Given::a_database();
    for (old, new) in [("5, 5, 1, 2", "old"), ("1, 2, 5, 4", "new")] {
        let said = given.stopped(&format!(
            "INSERT INTO window_edits SELECT tenant_no, customer_id, 9, position, {old}, 0, 1 FROM grants LIMIT 1"
        ));
        assert!(said.contains(&format!("window_edits_{new}_ends_at_ck")), "{said}");
    }
}

#[test]
fn a_row_that_refers_to_nothing_is_stopped() {
    let given = Given::a_database();
    let nothing = "'ffffffff-ffff-ffff-ffff-ffffffffffff'";
    for sql in [
        format!("UPDATE memberships SET group_id = {nothing}"),
        format!("UPDATE memberships SET customer_id = {nothing}"),
        format!(
            "UPDATE orders SET customer_id = {nothing} WHERE position = (SELECT min(position) FROM orders)"
        ),
        format!("UPDATE order_lines SET product_id = {nothing}"),
        format!("UPDATE order_lines SET price_id = {nothing}"),
        format!("UPDATE grants SET product_id = {nothing}"),
        format!(
            "INSERT INTO enrollment_facts SELECT tenant_no, {nothing}, id, 9, 'enrolled', NULL, 0, 1 FROM courses"
        ),
        format!(
            "INSERT INTO enrollment_facts SELECT tenant_no, id, {nothing}, 9, 'enrolled', NULL, 0, 1 FROM customers"
        ),
        format!("UPDATE prices SET product_id = {nothing}"),
        format!("UPDATE product_courses SET course_id = {nothing}"),
        "UPDATE grant_standings SET grant_position = 77".to_owned(),
        "DELETE FROM groups".to_owned(),
        "DELETE FROM products".to_owned(),
        format!(
            "INSERT INTO events VALUES (1, 1000, 77, 'tenant', {nothing}, 77, 0, '{{}}', NULL, sha256(''))"
        ),
        format!("INSERT INTO event_notes VALUES (1, 'tenant', {nothing}, 77, 'why', sha256(''))"),
    ] {
        let said = given.stopped(&sql);
        assert!(said.contains("violates foreign key constraint"), "{sql}: {said}");
    }
}

#[test]
fn what_is_unique_in_a_tenant_is_unique_by_the_schema_too() {
    let given = Given::a_database();
    for (table, key) in [
        ("groups", "groups_code_key_uq"),
        ("products", "products_code_key_uq"),
        ("prices", "prices_code_key_uq"),
        ("courses", "courses_code_key_uq"),
        ("customers", "customers_id_pk"),
    ] {
        let columns = format!(
            "SELECT attname FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 ORDER BY attnum"
        );
        let columns = words(&given.database, &columns).join(", ");
        let id = if table == "customers" { "id" } else { "gen_random_uuid()" };
        let values = columns.replacen("id", id, 1);
        let said = given.stopped(&format!("INSERT INTO {table} ({columns}) SELECT {values} FROM {table}"));
        assert!(said.contains(key), "{table}: {said}");
    }
}
