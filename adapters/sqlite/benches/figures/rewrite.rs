//! The raw limit of one operation: what it changed in a database, written again by plain prepared statements.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use rollbook_sqlite::SqliteOptions;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// What it took.
pub(crate) struct Rewritten {
    /// The seconds for the statements and the commit.
    pub(crate) seconds: f64,
    /// How many rows were new.
    pub(crate) inserted: usize,
    /// How many rows changed.
    pub(crate) updated: usize,
}

/// The rows of one table that an operation wrote.
struct Written {
    table: String,
    inserted: Vec<Vec<Value>>,
    updated: Vec<Vec<Value>>,
    /// The columns that differ in any row that changed, by place.
    changed: Vec<usize>,
    columns: Vec<String>,
    key: Vec<usize>,
}

/// Brings a copy of `before` to what `after` holds: new rows are inserted, of rows that changed exactly the columns that
/// did are updated by primary key, in one transaction on a connection with the store's settings. Finding out what
/// changed is not counted, nor is copying.
pub(crate) fn rewritten(before: &Path, after: &Path) -> Rewritten {
    let folder = tempfile::tempdir_in(before.parent().unwrap()).unwrap();
    let path = folder.path().join("again.db");
    std::fs::copy(before, &path).unwrap();
    let written = difference(before, after);
    let target = Connection::open(&path).unwrap();
    let cache = SqliteOptions::default().writer_cache_kib;
    target
        .execute_batch(&format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; \
             PRAGMA recursive_triggers = ON; PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF; \
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{cache};"
        ))
        .unwrap();
    let mut taken = Duration::ZERO;
    let mut measured = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        taken += start.elapsed();
    };
    measured(&mut || target.execute_batch("BEGIN IMMEDIATE").unwrap());
    for of_table in &written {
        let Written { table, columns, changed, key, .. } = of_table;
        let places = vec!["?"; columns.len()].join(", ");
        let mut insert = target.prepare(&format!("INSERT INTO {table} VALUES ({places})")).unwrap();
        measured(&mut || {
            for row in &of_table.inserted {
                insert.execute(params_from_iter(row)).unwrap();
            }
        });
        if of_table.updated.is_empty() {
            continue;
        }
        let are = |places: &[usize], between: &str| {
            places.iter().map(|place| format!("{} = ?", columns[*place])).collect::<Vec<_>>().join(between)
        };
        let sql = format!("UPDATE {table} SET {} WHERE {}", are(changed, ", "), are(key, " AND "));
        let mut update = target.prepare(&sql).unwrap();
        measured(&mut || {
            for row in &of_table.updated {
                let values = changed.iter().chain(key).map(|place| &row[*place]);
                assert_eq!(update.execute(params_from_iter(values)).unwrap(), 1);
            }
        });
    }
    measured(&mut || target.execute_batch("COMMIT").unwrap());
    Rewritten {
        seconds: taken.as_secs_f64(),
        inserted: written.iter().map(|table| table.inserted.len()).sum(),
        updated: written.iter().map(|table| table.updated.len()).sum(),
    }
}

/// Copies a database that is open elsewhere, with everything committed to it.
pub(crate) fn copy(from: &Path, to: &Path) {
    let source = Connection::open(from).unwrap();
    source.execute("VACUUM INTO ?", [to.to_str().unwrap()]).unwrap();
}

fn difference(before: &Path, after: &Path) -> Vec<Written> {
    let connection = Connection::open(after).unwrap();
    connection.execute("ATTACH ? AS old", [before.to_str().unwrap()]).unwrap();
    tables(&connection).into_iter().map(|table| of_table(&connection, table)).collect()
}

fn of_table(connection: &Connection, table: String) -> Written {
    let mut info = connection.prepare(&format!("SELECT name, pk FROM pragma_table_info('{table}')")).unwrap();
    let columns: Vec<(String, i64)> =
        info.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    let key: Vec<usize> =
        columns.iter().enumerate().filter(|(_, (_, pk))| *pk > 0).map(|(place, _)| place).collect();
    assert!(!key.is_empty(), "{table} has no primary key");
    let rows = |sql: &str| -> Vec<Vec<Value>> {
        let mut select = connection.prepare(sql).unwrap();
        let read =
            select.query_map([], |row| (0..columns.len()).map(|column| row.get(column)).collect()).unwrap();
        read.map(Result::unwrap).collect()
    };
    let key_of = |row: &Vec<Value>| key.iter().map(|place| format!("{:?}", row[*place])).collect::<Vec<_>>();
    let order = key.iter().map(|place| columns[*place].0.as_str()).collect::<Vec<_>>().join(", ");
    let new = rows(&format!(
        "SELECT * FROM (SELECT * FROM main.{table} EXCEPT SELECT * FROM old.{table}) ORDER BY {order}"
    ));
    let old: BTreeMap<Vec<String>, Vec<Value>> =
        rows(&format!("SELECT * FROM old.{table} EXCEPT SELECT * FROM main.{table}"))
            .into_iter()
            .map(|row| (key_of(&row), row))
            .collect();
    let (updated, inserted): (Vec<_>, Vec<_>) =
        new.into_iter().partition(|row| old.contains_key(&key_of(row)));
    let differs = |place: &usize| updated.iter().any(|row| old[&key_of(row)][*place] != row[*place]);
    let changed = (0..columns.len()).filter(differs).collect();
    let columns = columns.into_iter().map(|(name, _)| name).collect();
    Written { table, inserted, updated, changed, columns, key }
}

/// The tables, in the order of the migrations, which is the order of their references.
fn tables(source: &Connection) -> Vec<String> {
    let sql = "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid";
    let mut statement = source.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}
