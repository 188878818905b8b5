//! The tables are those of the embedded store, but for what is listed here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use rollbook_servers::Database;
use rusqlite::Connection;

use crate::laid_out::{files, laid_out, rows};

/// Tables of this store alone.
const OWN_TABLES: [&str; 2] = [
    // Where each tenant's log ends, as a row that writers lock; the embedded store has one writer.
    "log_ends",
    // What the embedded store keeps as one number in the head of its file.
    "schema_migrations",
];

/// What stops a whole table from being emptied at once, which is no statement of the embedded database.
const EMPTIED: &str = "_are_never_emptied";

type Columns = BTreeMap<(String, String), (String, bool)>;
type Named = BTreeSet<(String, String)>;

fn embedded() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    for file in files("sqlite/migrations", "sql") {
        connection.execute_batch(&fs::read_to_string(file).unwrap()).unwrap();
    }
    connection
}

fn embedded_rows(connection: &Connection, sql: &str) -> Vec<Vec<String>> {
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.column_count();
    let read = |row: &rusqlite::Row<'_>| (0..columns).map(|column| row.get(column)).collect();
    statement.query_map([], read).unwrap().collect::<Result<_, _>>().unwrap()
}

/// Pairs of a table and the name of something of it.
fn named(rows: Vec<Vec<String>>) -> Named {
    let own = |table: &str| OWN_TABLES.contains(&table);
    let pair = |row: Vec<String>| <[String; 2]>::try_from(row).unwrap().into();
    rows.into_iter().map(pair).filter(|(table, _): &(String, String)| !own(table)).collect()
}

fn columns(rows: Vec<Vec<String>>) -> Columns {
    let cell = |row: Vec<String>| {
        let [table, name, kind, is_required] = row.try_into().unwrap();
        ((table, name), (kind, is_required == "1"))
    };
    rows.into_iter().map(cell).filter(|((table, _), _)| !OWN_TABLES.contains(&table.as_str())).collect()
}

fn columns_of(database: &Database) -> Columns {
    columns(rows(
        database,
        "SELECT c.relname, a.attname, format_type(a.atttypid, NULL), a.attnotnull::int FROM pg_class c \
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')",
    ))
}

fn columns_of_embedded(connection: &Connection) -> Columns {
    columns(embedded_rows(
        connection,
        "SELECT t.name, c.name, c.type, CAST(c.\"notnull\" AS TEXT) FROM pragma_table_list t, pragma_table_info(t.name) c \
         WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite%'",
    ))
}

#[test]
fn the_columns_are_those_of_the_embedded_store() {
    let (here, there) = (columns_of(&laid_out()), columns_of_embedded(&embedded()));
    let names = |columns: &Columns| columns.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&here), names(&there));
    for (name, (kind, is_required)) in &there {
        let kinds: &[&str] = match kind.as_str() {
            "INTEGER" => &["bigint", "boolean"],
            "TEXT" => &["text", "json"],
            "BLOB" => &["uuid", "bytea"],
            other => panic!("{name:?} is {other}"),
        };
        assert!(kinds.contains(&here[name].0.as_str()), "{name:?} is {kind} there and {:?} here", here[name]);
        assert_eq!(here[name].1, *is_required, "{name:?}");
    }
}

/// Names of the constraints in the text of a table, each with its text up to the next one.
fn constraints(table: &str, sql: &str) -> Vec<(String, String, String)> {
    let named = |text: &str| {
        let name = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap();
        (table.to_owned(), name.to_owned(), text[name.len()..].to_owned())
    };
    sql.split("CONSTRAINT ").skip(1).map(named).collect()
}

/// Whether a check of the embedded store says what the type of the column says here.
fn is_said_by_type(columns: &Columns, table: &str, name: &str, text: &str) -> bool {
    let column = name.strip_prefix(&format!("{table}_")).and_then(|rest| rest.strip_suffix("_ck"));
    let Some(column) = column else { return false };
    let Some((kind, _)) = columns.get(&(table.to_owned(), column.to_owned())) else { return false };
    match kind.as_str() {
        "uuid" => text.contains(&format!("CHECK (length({column}) = 16)")),
        "boolean" => text.contains(&format!("CHECK ({column} IN (0, 1))")),
        "json" => text.contains(&format!("json_valid({column}))")),
        _ => false,
    }
}

#[test]
fn the_constraints_are_those_of_the_embedded_store_or_said_by_types() {
    let (database, connection) = (laid_out(), embedded());
    let columns = columns_of(&database);
    let here = named(rows(
        &database,
        "SELECT c.relname, k.conname FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid \
         WHERE c.relnamespace = 'public'::regnamespace AND k.contype IN ('p', 'u', 'f', 'c', 'x')",
    ));
    let tables = embedded_rows(&connection, "SELECT name, sql FROM sqlite_schema WHERE type = 'table'");
    let there: Vec<_> = tables.iter().flat_map(|table| constraints(&table[0], &table[1])).collect();
    let wanted: Named = there
        .into_iter()
        .filter(|(table, name, text)| !is_said_by_type(&columns, table, name, text))
        .map(|(table, name, _)| (table, name))
        .collect();
    assert_eq!(here, wanted);
}

#[test]
fn the_indexes_are_those_of_the_embedded_store() {
    let (database, connection) = (laid_out(), embedded());
    let here = named(rows(
        &database,
        "SELECT c.relname, concat_ws(' ', x.relname, i.indisunique::int, (i.indpred IS NOT NULL)::int, \
         (SELECT string_agg(a.attname, ',' ORDER BY k.place) FROM unnest(i.indkey::int2[]) \
         WITH ORDINALITY k (number, place) JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number)) \
         FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid \
         WHERE c.relnamespace = 'public'::regnamespace AND NOT i.indisprimary",
    ));
    let there = named(embedded_rows(
        &connection,
        "SELECT t.name, concat_ws(' ', i.name, i.\"unique\", i.partial, \
         (SELECT group_concat(c.name, ',') FROM pragma_index_info(i.name) c)) \
         FROM pragma_table_list t, pragma_index_list(t.name) i WHERE t.schema = 'main' AND i.origin = 'c'",
    ));
    assert_eq!(here, there);
}

#[test]
fn the_triggers_are_those_of_the_embedded_store() {
    let (database, connection) = (laid_out(), embedded());
    let here = named(rows(
        &database,
        "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal",
    ));
    let there =
        named(embedded_rows(&connection, "SELECT tbl_name, name FROM sqlite_schema WHERE type = 'trigger'"));
    let row_by_row: Named =
        here.into_iter().filter(|(table, name)| *name != format!("{table}{EMPTIED}")).collect();
    assert_eq!(row_by_row, there);
}
