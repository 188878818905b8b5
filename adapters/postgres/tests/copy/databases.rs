//! Copying a database whole.

use pollster::block_on;
use rollbook_application::store::{CopyFailed, NoCopyProgress, compare_stores, copy_store};
use rollbook_domain::port::Store;
use rollbook_domain::port::copy::{CopySource, CopyTarget, TargetStanding};
use rollbook_domain::settings::TenantId;
use rollbook_postgres::{
    OpenError, PostgresCopySource, PostgresCopyTarget, PostgresOptions, PostgresStore, migrate,
};
use rollbook_servers::{Database, PgBouncer, find_server};

use crate::laid_out::{laid_out, rows, words};

fn source(database: &Database) -> PostgresCopySource {
    block_on(PostgresCopySource::open(database.url(), &PostgresOptions::default())).unwrap()
}

fn target(database: &Database) -> PostgresCopyTarget {
    block_on(PostgresCopyTarget::open(database.url(), &PostgresOptions::default())).unwrap()
}

fn copy(from: &Database, to: &Database) -> Result<u64, CopyFailed> {
    block_on(copy_store(&mut source(from), &mut target(to), &NoCopyProgress)).map(|copied| copied.rows_before)
}

/// Two tenants, whose commits are not numbered in the order of their events; texts and numbers that are easily lost.
fn filled() -> Database {
    let database = laid_out();
    let settings = "'{\"b\":1,  \"a\":\"\u{1d54f}\\\\u0000\",\"b\":2}'";
    database
        .psql(&format!(
            "INSERT INTO tenants (tenant_no, name, settings, revision) \
            VALUES (3, 'default', {settings}, 1), (8, 'school', {settings}, 1)"
        ))
        .unwrap();
    for tenant in [3, 8] {
        let actor = "'{\"name\":\"grace\",\"role\":\"administrator\",\"channel\":\"cli\"}'";
        let sql = format!(
            "SET rollbook.tenant_no = {tenant}; \
             INSERT INTO commits (tenant_no, commit_no, id, recorded_at, actor, last_sequence) VALUES \
                ({tenant}, 129, '00000000-0000-7000-8000-00000000000{tenant}', 5, {actor}, 1), \
                ({tenant}, 65, '10000000-0000-7000-8000-00000000000{tenant}', 6, {actor}, 5001); \
             INSERT INTO groups (tenant_no, id, revision, code, code_key, name, is_inherited) \
                SELECT {tenant}, md5(n::text)::uuid, 1, 'Ä' || n, 'ä' || n, E'a\\tb\u{2028} \u{1f600}', n % 2 = 0 \
                FROM generate_series(0, 5000) n; \
             INSERT INTO customers (tenant_no, id, revision, created_at, origin, status, is_tax_exempt) \
                SELECT {tenant}, md5(n::text)::uuid, 1, 5, 'admin', 'active', false FROM generate_series(1, 99, 2) n; \
             INSERT INTO events (tenant_no, sequence, commit_no, stream_kind, stream_id, position, effective_at, payload, \
                chain) SELECT {tenant}, n + 1, CASE n WHEN 0 THEN 129 ELSE 65 END, CASE n % 2 WHEN 0 THEN 'group' ELSE 'customer' END, md5(n::text)::uuid, 1, \
                -9223372036854775808 + n, ('{{\"x\": ' || n || ' }}')::json, sha256(n::text::bytea) FROM generate_series(0, 5000) n; \
             INSERT INTO event_notes (tenant_no, stream_kind, stream_id, position, note, salt) \
                SELECT tenant_no, stream_kind, stream_id, position, 'why', sha256('') FROM events WHERE sequence % 7 = 0; \
             INSERT INTO customer_statuses (tenant_no, customer_id, position, status, effective_at, commit_no) \
                SELECT tenant_no, id, 1, 'active', 5, 65 FROM customers WHERE id > '80000000-0000-0000-0000-000000000000'; \
             INSERT INTO log_ends (tenant_no, last_sequence, chain) VALUES ({tenant}, 5001, sha256('5000'))"
        );
        database.psql(&sql).unwrap();
    }
    database
}

fn empty() -> Database {
    Database::empty(&find_server().unwrap()).unwrap()
}

fn open(database: &Database) -> Result<PostgresStore, OpenError> {
    block_on(PostgresStore::open(database.url(), &PostgresOptions::default()))
}

#[test]
fn a_copy_holds_every_row_byte_for_byte_and_goes_on_where_its_source_ended() {
    let (one, other) = (filled(), empty());
    assert_eq!(copy(&one, &other), Ok(0));
    for tenant in [3, 8] {
        for table in ["tenants", "log_ends", "commits", "events", "event_notes", "groups", "customers"] {
            let sql = format!(
                "SET rollbook.tenant_no = {tenant}; \
                 SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t"
            );
            let (there, here) = (rows(&one, &sql), rows(&other, &sql));
            assert_eq!(there, here, "{table}");
            assert_ne!(there.last().unwrap()[0], "0", "{table}");
        }
    }
    // What triggers derive is among it.
    let kept = "SELECT DISTINCT kept FROM customers ORDER BY 1";
    assert_eq!(words(&other, &format!("SET rollbook.tenant_no = 3; {kept}")), ["0", "1", "2", "3"]);
    let next = words(&other, "SELECT nextval('commit_numbers')");
    assert_eq!(next, ["130"]);
    let sql = "INSERT INTO tenants (name, revision) VALUES ('new', 0) RETURNING tenant_no";
    assert_eq!(words(&other, sql)[0], "9");
    open(&other).unwrap();
}

#[test]
fn every_table_and_every_column_is_copied_but_what_the_server_keeps_by_itself() {
    let database = laid_out();
    let mut there = words(
        &database,
        "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public' \
         AND table_name NOT IN ('log_ends', 'schema_migrations')",
    );
    there.sort();
    let source = source(&database);
    let tables = source.layout().tables().iter();
    let mut copied: Vec<String> = tables
        .flat_map(|table| {
            table
                .columns()
                .iter()
                .map(|column| format!("{}.{}", table.name(), column.name))
                .collect::<Vec<_>>()
        })
        .collect();
    copied.push("customers.kept".to_owned());
    copied.sort();
    assert_eq!(copied, there);
}

/// Begins a copy and writes the first rows of it.
fn begin(from: &Database, to: &Database) {
    let (mut source, mut target) = (source(from), target(to));
    let layout = target.layout().clone();
    block_on(async {
        let mut marks = Vec::new();
        for tenant_no in source.tenant_numbers().await.unwrap() {
            marks.push(source.mark(tenant_no).await.unwrap());
        }
        let standing = rollbook_domain::port::copy::Standing::of(source.layout(), &marks);
        target.begin(&standing).await.unwrap();
        for name in ["tenants", "groups"] {
            let table = layout.find(name).unwrap();
            let rows = source.read(table, 3, None, 100).await.unwrap();
            target.write(table, 3, rows).await.unwrap();
        }
        assert!(target.found().await.unwrap() == TargetStanding::Unfinished(standing));
    });
}

#[test]
fn sign_ins_count_as_a_change_though_no_event_tells_of_them() {
    let (one, other) = (filled(), empty());
    begin(&one, &other);
    let signed_in = "SET rollbook.tenant_no = 3; INSERT INTO logins \
                     (tenant_no, customer_id, at, id, address, outcome, means) \
                     SELECT 3, id, 9, gen_random_uuid(), '127.0.0.1', 'succeeded', 'password' FROM customers LIMIT 1";
    one.psql(signed_in).unwrap();
    assert_eq!(copy(&one, &other), Err(CopyFailed::SourceChanged));
}

#[test]
fn an_unfinished_copy_is_no_store_and_is_gone_on_with() {
    let (one, other) = (filled(), empty());
    begin(&one, &other);
    assert!(matches!(open(&other), Err(OpenError::Unfinished)));
    let created = block_on(PostgresStore::create(other.url(), &PostgresOptions::default()));
    assert!(created.err().unwrap().to_string().contains("rollbook store copy"));
    let as_source = block_on(PostgresCopySource::open(other.url(), &PostgresOptions::default()));
    assert!(matches!(as_source, Err(OpenError::Unfinished)));
    assert_eq!(copy(&one, &other), Ok(101));
    let store = open(&other).unwrap();
    let tenants = block_on(store.tenants()).unwrap();
    assert_eq!(tenants, ["default", "school"].map(|name| TenantId::parse(name).unwrap()));
    assert_eq!(copy(&one, &other), Err(CopyFailed::InUse));
}

#[test]
fn a_row_that_was_changed_in_the_copy_is_found_and_the_copy_stays_unusable() {
    let (one, other) = (filled(), empty());
    begin(&one, &other);
    let sql = "SET rollbook.tenant_no = 3; UPDATE groups SET name = 'secret' WHERE id = \
               (SELECT id FROM groups LIMIT 1)";
    other.psql(sql).unwrap();
    let failed = copy(&one, &other).unwrap_err();
    assert!(
        failed.to_string().contains("in table groups;") && !failed.to_string().contains("secret"),
        "{failed}"
    );
    assert!(matches!(open(&other), Err(OpenError::Unfinished)));
}

#[test]
fn what_is_written_to_the_source_while_it_is_copied_is_not_mixed_in_and_is_told_of() {
    let (one, other) = (filled(), empty());
    let mut source = source(&one);
    let before = block_on(source.count(&source.layout().find("groups").unwrap().clone(), 3)).unwrap();
    one.psql(
        "SET rollbook.tenant_no = 3; \
         INSERT INTO groups VALUES (3, gen_random_uuid(), 1, 'late', 'late', 'late', false); \
         INSERT INTO events VALUES (3, 9000, 65, 'group', gen_random_uuid(), 1, 0, '{}', NULL, sha256(''))",
    )
    .unwrap();
    let failed = block_on(copy_store(&mut source, &mut target(&other), &NoCopyProgress));
    assert_eq!(failed, Err(CopyFailed::SourceChanged));
    let copied = words(&other, "SET rollbook.tenant_no = 3; SELECT count(*) FROM groups");
    assert_eq!(copied.last().unwrap(), &before.to_string());
}

#[test]
fn a_cell_that_the_server_cannot_hold_is_refused_by_its_column_and_not_by_its_value() {
    use rollbook_domain::port::copy::Cell;
    let other = laid_out();
    let mut target = target(&other);
    let table = target.layout().find("tenants").unwrap().clone();
    let row = |name: &str| {
        let cells = table.columns().iter().map(|column| match column.name.as_str() {
            "tenant_no" => Cell::Integer(1),
            "revision" => Cell::Integer(0),
            "name" => Cell::Text(name.to_owned()),
            _ => Cell::Null,
        });
        vec![cells.collect()]
    };
    let failed = block_on(target.write(&table, 1, row("a\0b"))).unwrap_err().to_string();
    assert!(failed.contains("table tenants") && failed.contains("column name"), "{failed}");
    let failed = block_on(target.write(&table, 1, row(&"long ".repeat(20)))).unwrap_err().to_string();
    assert!(failed.contains("tenants_name_ck") && !failed.contains("long long"), "{failed}");
    // What was turned down left nothing behind, and the connection goes on.
    block_on(target.write(&table, 1, row("school"))).unwrap();
    assert_eq!(words(&other, "SELECT name FROM tenants"), ["school"]);
}

#[test]
fn bringing_the_schema_up_to_date_leaves_an_unfinished_copy_unfinished() {
    let (one, other) = (filled(), empty());
    begin(&one, &other);
    block_on(migrate(other.url(), &PostgresOptions::default(), |_| ())).unwrap();
    assert!(matches!(open(&other), Err(OpenError::Unfinished)));
}

#[test]
fn a_copy_by_way_of_poolers_is_the_same() {
    let (one, other) = (filled(), empty());
    let pooler = PgBouncer::before(&find_server().unwrap()).unwrap();
    let options = PostgresOptions::default();
    let mut from = block_on(PostgresCopySource::open(&pooler.url(one.name()), &options)).unwrap();
    let mut to = block_on(PostgresCopyTarget::open(&pooler.url(other.name()), &options)).unwrap();
    let copied = block_on(copy_store(&mut from, &mut to, &NoCopyProgress)).unwrap();
    assert_eq!(copied.rows_before, 0);
    let compared = block_on(compare_stores(&mut source(&one), &mut source(&other), &NoCopyProgress)).unwrap();
    assert_eq!(copied.tables, compared);
}
