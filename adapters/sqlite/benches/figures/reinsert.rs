//! The raw limit: the very rows of a finished database, inserted again by plain prepared statements.

use std::path::Path;
use std::time::{Duration, Instant};

use rollbook_sqlite::{SqliteOptions, SqliteStore};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// How many rows are read, outside the time measured, before they are inserted.
const ROWS_AT_ONCE: usize = 20_000;

/// Inserts the rows of every table of `finished` into a new database of the same schema, in one transaction on a
/// connection with the same settings, and gives the seconds for the inserts and the commit.
pub(crate) fn seconds(finished: &Path) -> f64 {
    let folder = tempfile::tempdir_in(finished.parent().unwrap()).unwrap();
    let path = folder.path().join("again.db");
    drop(SqliteStore::create(&path, &SqliteOptions::default()).unwrap());
    let source = Connection::open(finished).unwrap();
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
    for table in tables(&source) {
        let mut select = source.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = select.column_count();
        let places = vec!["?"; columns].join(", ");
        let mut insert = target.prepare(&format!("INSERT INTO {table} VALUES ({places})")).unwrap();
        let mut rows = select.query([]).unwrap();
        loop {
            let mut some: Vec<Vec<Value>> = Vec::with_capacity(ROWS_AT_ONCE);
            while some.len() < ROWS_AT_ONCE
                && let Some(row) = rows.next().unwrap()
            {
                some.push((0..columns).map(|column| row.get(column).unwrap()).collect());
            }
            if some.is_empty() {
                break;
            }
            measured(&mut || {
                for row in &some {
                    insert.execute(params_from_iter(row)).unwrap();
                }
            });
        }
    }
    measured(&mut || target.execute_batch("COMMIT").unwrap());
    taken.as_secs_f64()
}

/// The tables, in the order of the migrations, which is the order of their references.
fn tables(source: &Connection) -> Vec<String> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid";
    let mut statement = source.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}
