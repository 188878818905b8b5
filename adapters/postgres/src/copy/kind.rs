//! The types of columns, and cells of each.

use rollbook_domain::port::copy::{Cell, CellKind};
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use crate::tables::Binds;

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SqlType {
    BigInt,
    Boolean,
    Text,
    Json,
    Uuid,
    Bytea,
}

impl SqlType {
    /// The type that the server calls so; others cannot be copied.
    pub(super) fn find(name: &str) -> Option<Self> {
        Some(match name {
            "bigint" => Self::BigInt,
            "boolean" => Self::Boolean,
            "text" => Self::Text,
            "json" => Self::Json,
            "uuid" => Self::Uuid,
            "bytea" => Self::Bytea,
            _ => return None,
        })
    }

    pub(super) fn kind(self) -> CellKind {
        match self {
            Self::BigInt | Self::Boolean => CellKind::Integer,
            Self::Text | Self::Json => CellKind::Text,
            Self::Uuid | Self::Bytea => CellKind::Bytes,
        }
    }

    /// How a column of it is selected: JSON as the very text that was written.
    pub(super) fn selected(self, column: &str) -> String {
        if self == Self::Json { format!("\"{column}\"::text") } else { format!("\"{column}\"") }
    }

    /// How a value that was given as [`sent`](Self::sent) becomes one of it.
    pub(super) fn written(self, column: &str) -> String {
        if self == Self::Json { format!("n.\"{column}\"::json") } else { format!("n.\"{column}\"") }
    }

    /// The type as which values of it are sent.
    pub(super) fn sent(self) -> &'static str {
        match self {
            Self::BigInt => "int8",
            Self::Boolean => "bool",
            Self::Text | Self::Json => "text",
            Self::Uuid => "uuid",
            Self::Bytea => "bytea",
        }
    }

    pub(super) fn read(self, row: &PgRow, place: usize) -> Result<Cell, sqlx::Error> {
        Ok(match self {
            Self::BigInt => row.try_get::<Option<i64>, _>(place)?.map(Cell::Integer),
            Self::Boolean => row.try_get::<Option<bool>, _>(place)?.map(|flag| Cell::Integer(flag.into())),
            Self::Text | Self::Json => row.try_get::<Option<String>, _>(place)?.map(Cell::Text),
            Self::Uuid => {
                row.try_get::<Option<Uuid>, _>(place)?.map(|id| Cell::Bytes(id.as_bytes().to_vec()))
            }
            Self::Bytea => row.try_get::<Option<Vec<u8>>, _>(place)?.map(Cell::Bytes),
        }
        .unwrap_or(Cell::Null))
    }

    /// Adds a cell to the values of a statement; the problem is what the cell is not.
    pub(super) fn bind(self, binds: Binds, cell: &Cell) -> Result<Binds, String> {
        Ok(match self {
            Self::BigInt => binds.with(integer(cell)?),
            Self::Boolean => binds.with(flag(cell)?),
            Self::Text | Self::Json => binds.with(text(cell)?),
            Self::Uuid => binds.with(id(cell)?),
            Self::Bytea => binds.with(bytes(cell)?),
        })
    }

    /// Adds a column of cells to the values of a statement, as one array.
    pub(super) fn bind_all<'row>(
        self,
        binds: Binds,
        cells: impl Iterator<Item = &'row Cell>,
    ) -> Result<Binds, String> {
        Ok(match self {
            Self::BigInt => binds.with(cells.map(integer).collect::<Result<Vec<_>, _>>()?),
            Self::Boolean => binds.with(cells.map(flag).collect::<Result<Vec<_>, _>>()?),
            Self::Text | Self::Json => binds.with(cells.map(text).collect::<Result<Vec<_>, _>>()?),
            Self::Uuid => binds.with(cells.map(id).collect::<Result<Vec<_>, _>>()?),
            Self::Bytea => binds.with(cells.map(bytes).collect::<Result<Vec<_>, _>>()?),
        })
    }
}

fn integer(cell: &Cell) -> Result<Option<i64>, String> {
    match cell {
        Cell::Null => Ok(None),
        Cell::Integer(integer) => Ok(Some(*integer)),
        other => Err(format!("{other:?} is not an integer")),
    }
}

fn flag(cell: &Cell) -> Result<Option<bool>, String> {
    match integer(cell)? {
        None => Ok(None),
        Some(0) => Ok(Some(false)),
        Some(1) => Ok(Some(true)),
        Some(_) => Err("it is neither 0 nor 1".to_owned()),
    }
}

fn text(cell: &Cell) -> Result<Option<String>, String> {
    match cell {
        Cell::Null => Ok(None),
        // The one character that the server has no place for.
        Cell::Text(text) if text.contains('\0') => Err("it contains the character U+0000".to_owned()),
        Cell::Text(text) => Ok(Some(text.clone())),
        other => Err(format!("{other:?} is not a text")),
    }
}

fn bytes(cell: &Cell) -> Result<Option<Vec<u8>>, String> {
    match cell {
        Cell::Null => Ok(None),
        Cell::Bytes(bytes) => Ok(Some(bytes.clone())),
        other => Err(format!("{other:?} are not bytes")),
    }
}

fn id(cell: &Cell) -> Result<Option<Uuid>, String> {
    let Some(bytes) = bytes(cell)? else { return Ok(None) };
    Uuid::from_slice(&bytes).map(Some).map_err(|_| format!("it has {} bytes instead of 16", bytes.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_a_column_cannot_hold_is_told_without_its_value() {
        let word = Cell::Text("ada".to_owned());
        for (sql_type, cell, problem) in [
            (SqlType::BigInt, word.clone(), "is not an integer"),
            (SqlType::Boolean, Cell::Integer(1815), "neither 0 nor 1"),
            (SqlType::Text, Cell::Text("ada\0".to_owned()), "U+0000"),
            (SqlType::Json, Cell::Integer(1815), "is not a text"),
            (SqlType::Uuid, Cell::Bytes(b"ada".to_vec()), "3 bytes instead of 16"),
            (SqlType::Bytea, word, "are not bytes"),
        ] {
            let told = sql_type.bind(Binds::default(), &cell).err().unwrap();
            assert!(told.contains(problem) && !told.contains("ada") && !told.contains("1815"), "{told}");
        }
    }
}
