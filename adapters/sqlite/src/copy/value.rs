//! Cells and the values of `SQLite`.

use rollbook_domain::port::copy::{Cell, CellKind, Column, CopyError, Row, Table};
use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::failed;

/// A cell as it is given to a statement.
pub(super) struct Value<'cell>(pub(super) &'cell Cell);

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Cell::Null => ValueRef::Null,
            Cell::Integer(integer) => ValueRef::Integer(*integer),
            Cell::Text(text) => ValueRef::Text(text.as_bytes()),
            Cell::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// The first cells of a row, checked against what the table says of these columns.
pub(super) fn cells(table: &Table, columns: &[Column], row: &rusqlite::Row<'_>) -> Result<Row, CopyError> {
    let cell = |(place, column): (usize, &Column)| {
        let damaged = |problem: String| CopyError::Cell {
            table: table.name().to_owned(),
            column: column.name.clone(),
            problem,
        };
        match (row.get_ref(place).map_err(failed)?, column.kind) {
            (ValueRef::Null, _) => Ok(Cell::Null),
            (ValueRef::Integer(integer), CellKind::Integer) => Ok(Cell::Integer(integer)),
            (ValueRef::Text(bytes), CellKind::Text) => match str::from_utf8(bytes) {
                Ok(text) => Ok(Cell::Text(text.to_owned())),
                Err(error) => Err(damaged(error.to_string())),
            },
            (ValueRef::Blob(bytes), CellKind::Bytes) => Ok(Cell::Bytes(bytes.to_vec())),
            (other, kind) => Err(damaged(format!("it is of type {} and not of {kind}", other.data_type()))),
        }
    };
    columns.iter().enumerate().map(cell).collect()
}

/// About how many bytes a row takes in memory.
pub(super) fn size(row: &[Cell]) -> usize {
    row.iter().map(Cell::size).sum()
}
