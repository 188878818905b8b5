//! Databases that an older program wrote.

use pollster::block_on;
use rollbook_domain::audit::Verifier;
use rollbook_domain::port::{ActivityQuery, CustomerKey, PageRequest, Store, TenantStore};
use rollbook_sqlite::{OpenError, SqliteOptions, SqliteStore};
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::given::{Given, tenant};

/// The schema of the first release.
const FIRST_RELEASE: [&str; 7] = [
    include_str!("../../migrations/0001_create_log.sql"),
    include_str!("../../migrations/0002_create_groups.sql"),
    include_str!("../../migrations/0003_create_catalogue.sql"),
    include_str!("../../migrations/0004_create_customers.sql"),
    include_str!("../../migrations/0005_create_orders.sql"),
    include_str!("../../migrations/0006_create_access.sql"),
    include_str!("../../migrations/0007_create_imports.sql"),
];

/// The schema of a program that knew neither mails nor a chain.
const WITHOUT_MAILS: [&str; 11] = [
    FIRST_RELEASE[0],
    FIRST_RELEASE[1],
    FIRST_RELEASE[2],
    FIRST_RELEASE[3],
    FIRST_RELEASE[4],
    FIRST_RELEASE[5],
    FIRST_RELEASE[6],
    include_str!("../../migrations/0008_rebuild_events.sql"),
    include_str!("../../migrations/0009_create_seats.sql"),
    include_str!("../../migrations/0010_rebuild_grants.sql"),
    include_str!("../../migrations/0011_create_account_links.sql"),
];

/// What the first release could hold of [`Given::a_database`], in a database of its schema.
fn first_release(given: &Given) -> Connection {
    let kinds = "'customer', 'tenant', 'group', 'product', 'price', 'course', 'import'";
    let raw = older(given, &FIRST_RELEASE, kinds);
    let note = "INSERT INTO event_notes SELECT tenant_no, stream_kind, stream_id, position, 'an old note' FROM main.events \
                WHERE stream_kind = 'customer' AND position = 1";
    raw.execute_batch(note).unwrap();
    raw.execute_batch("DETACH newer").unwrap();
    raw
}

/// What a program could hold of [`Given::a_database`] that knew these migrations and these kinds of streams.
fn older(given: &Given, migrations: &[&str], kinds: &str) -> Connection {
    drop(given.open());
    let newer = given.folder.path().join("newer.db");
    std::fs::rename(given.path(), &newer).unwrap();
    let raw = Connection::open(given.path()).unwrap();
    raw.execute_batch("PRAGMA application_id = 0x526f6c6c; PRAGMA foreign_keys = OFF").unwrap();
    for migration in migrations {
        raw.execute_batch(migration).unwrap();
    }
    raw.pragma_update(None, "user_version", u32::try_from(migrations.len()).unwrap()).unwrap();
    raw.execute("ATTACH ?1 AS newer", [newer.to_str().unwrap()]).unwrap();
    let tables = rows(&raw, "main.sqlite_schema WHERE type = 'table' ORDER BY rowid", "name");
    for table in tables {
        let columns: String = raw
            .query_row("SELECT group_concat(name) FROM pragma_table_info(?1, 'main')", [&table], |row| {
                row.get(0)
            })
            .unwrap();
        let known = match table.as_str() {
            "events" | "event_notes" => format!("WHERE stream_kind IN ({kinds})"),
            "grants" if migrations.len() < 10 => "WHERE origin <> 'registration_code'".to_owned(),
            _ => String::new(),
        };
        let sql = format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table} {known}");
        raw.execute_batch(&sql).unwrap();
    }
    raw
}

/// I7: the log that was there has a chain like one that was written with it.
fn assert_the_log_is_sealed(tenant: &dyn TenantStore) {
    let mut verifier = Verifier::new("default", &[]).unwrap();
    let entries = block_on(tenant.log_entries(0, usize::MAX)).unwrap();
    // Events that an older program could not have written leave a gap behind these.
    let sealed = entries.iter().take_while(|entry| verifier.take(entry).is_ok()).collect::<Vec<_>>();
    assert!(sealed.len() >= 8, "{}", sealed.len());
    assert!(sealed.iter().any(|entry| entry.note.is_some()));
}

fn rows(raw: &Connection, table: &str, columns: &str) -> Vec<String> {
    let mut statement = raw.prepare(&format!("SELECT {columns} FROM {table}")).unwrap();
    let count = statement.column_count();
    let rows = statement.query_map([], |row| {
        (0..count)
            .map(|column| {
                Ok(match row.get::<_, Value>(column)? {
                    Value::Text(text) => text,
                    other => format!("{other:?}"),
                })
            })
            .collect::<rusqlite::Result<Vec<_>>>()
    });
    rows.unwrap().map(|row| row.unwrap().join(" ")).collect()
}

fn columns(raw: &Connection, table: &str) -> String {
    let sql = "SELECT group_concat(name) FROM pragma_table_info(?1)";
    raw.query_row(sql, [table], |row| row.get(0)).unwrap()
}

#[test]
fn a_database_of_the_first_release_is_brought_up_to_date_with_every_row_of_it() {
    let given = Given::a_database();
    let raw = first_release(&given);
    let tables = ["events", "event_notes", "commits", "grants", "grant_standings", "prices", "customers"];
    let before = tables.map(|table| (columns(&raw, table), rows(&raw, table, &columns(&raw, table))));
    assert!(before.iter().all(|(_, rows)| !rows.is_empty()), "{before:?}");
    drop(raw);

    let store = given.open();
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    assert_eq!(block_on(store.tenants()).unwrap().len(), 1);
    let tenant = tenant(&store);
    let activity = block_on(tenant.activity(&ActivityQuery::default(), &PageRequest::everything())).unwrap();
    let customer = activity.items.iter().find_map(|recorded| match &recorded.event {
        rollbook_domain::event::Event::Customer(id, _) => Some(*id),
        _ => None,
    });
    let record = block_on(tenant.find_customer(&CustomerKey::Id(customer.unwrap()))).unwrap().unwrap();
    assert_eq!((record.grants.len(), record.grants[0].standings.len()), (1, 1));
    assert_eq!(record.grants[0].source.seat, None);
    assert_the_log_is_sealed(&*tenant);
    let catalogue = block_on(tenant.catalogue()).unwrap();
    let price = &catalogue.prices()[0];
    assert_eq!(price.terms.seats, rollbook_domain::catalogue::SeatPolicy::default());
    drop((store, tenant));

    let raw = given.raw();
    for (table, (columns, before)) in tables.into_iter().zip(before) {
        assert_eq!(rows(&raw, table, &columns), before, "{table}");
    }
}

/// A brought-up database has the schema of a new one, but for the order in which things were made.
#[test]
fn an_older_database_and_a_new_one_come_to_the_same_schema() {
    let given = Given::a_database();
    let schema = |raw: &Connection| {
        let mut schema = rows(raw, "sqlite_schema", "type, name, tbl_name, sql");
        schema.sort();
        schema
    };
    let new = schema(&given.raw());
    drop(first_release(&given));
    drop(given.open());
    assert_eq!(schema(&given.raw()), new);
}

#[test]
fn a_database_whose_references_are_broken_is_refused_and_left_as_it_is() {
    let given = Given::a_database();
    let raw = first_release(&given);
    raw.execute_batch("UPDATE grants SET product_id = zeroblob(16)").unwrap();
    drop(raw);
    let refused = SqliteStore::open(&given.path(), &SqliteOptions::default()).err();
    let Some(OpenError::Broken { table, .. }) = refused else { panic!("{refused:?}") };
    assert_eq!(table, "grants");
    let version: u32 = given.raw().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 7);
}

#[test]
fn a_database_begun_by_the_program_before_is_brought_up_to_date() {
    let given = Given::a_database();
    let version: u32 = given.raw().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    let kinds = "'customer', 'tenant', 'group', 'product', 'price', 'course', 'import', 'seat'";
    drop(older(&given, &WITHOUT_MAILS, kinds));
    let store = given.open();
    assert_eq!(store.describe().unwrap().schema_version, version);
    assert_eq!(block_on(store.tenants()).unwrap().len(), 1);
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}
