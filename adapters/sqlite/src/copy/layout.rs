//! Reading the layout out of the schema, so that no table can be forgotten.

use std::collections::BTreeSet;

use rollbook_domain::port::copy::{CellKind, Column, CopyError, Layout, Table};
use rusqlite::Connection;

use super::failed;

/// The table that says whose copy a database is going to be; it is there while the copy is not finished.
pub(super) const PROGRESS: &str = "copies";

/// Kept by triggers from other rows, and in no other kind of database.
const DERIVED: [(&str, &str); 1] = [("customers", "kept")];

/// What a trigger writes to: the rows there must come before those that pull it.
const WRITTEN_BY_TRIGGER: [(&str, &str); 1] = [("event_notes", "customers")];

/// All tables that hold what was written.
pub(super) fn layout(connection: &Connection) -> Result<Layout, CopyError> {
    let mut tables = Vec::new();
    for name in names(connection).map_err(failed)? {
        let mut references = references(connection, &name).map_err(failed)?;
        let pulled = WRITTEN_BY_TRIGGER.iter().filter(|(table, _)| *table == name);
        references.extend(pulled.map(|(_, written)| (*written).to_owned()));
        tables.push((table(connection, &name)?, references));
    }
    Layout::new(tables)
}

fn names(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    let mut statement = connection.prepare(sql)?;
    let names = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(names.into_iter().filter(|name| name != PROGRESS).collect())
}

fn references(connection: &Connection, table: &str) -> rusqlite::Result<BTreeSet<String>> {
    let mut statement = connection.prepare("SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(?1)")?;
    statement.query_map([table], |row| row.get(0))?.collect()
}

fn table(connection: &Connection, name: &str) -> Result<Table, CopyError> {
    let mut columns = described(connection, name).map_err(failed)?;
    columns.retain(|column| !DERIVED.contains(&(name, column.name.as_str())));
    columns.sort_by_key(|column| column.place_in_key);
    let (mut key, mut others) = (Vec::new(), Vec::new());
    for column in columns {
        let kind = match column.declared.as_str() {
            "INTEGER" => CellKind::Integer,
            "TEXT" => CellKind::Text,
            "BLOB" => CellKind::Bytes,
            other => {
                let problem = format!("its column {} is of type `{other}`", column.name);
                return Err(CopyError::Layout { table: name.to_owned(), problem });
            }
        };
        let side = if column.place_in_key > 0 { &mut key } else { &mut others };
        side.push(Column { name: column.name, kind });
    }
    Table::new(name, key, others)
}

struct Described {
    name: String,
    declared: String,
    /// From 1; 0 for a column that is not in the key.
    place_in_key: u32,
}

fn described(connection: &Connection, table: &str) -> rusqlite::Result<Vec<Described>> {
    let mut statement = connection.prepare("SELECT name, type, pk FROM pragma_table_xinfo(?1)")?;
    let columns = statement.query_map([table], |row| {
        Ok(Described { name: row.get(0)?, declared: row.get(1)?, place_in_key: row.get(2)? })
    })?;
    columns.collect()
}
