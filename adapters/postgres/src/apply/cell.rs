//! The values of rows that are written as sets.

use rollbook_domain::port::StoreError;
use sqlx::postgres::PgArguments;
use sqlx::{Arguments as _, error::BoxDynError};
use uuid::Uuid;

use crate::failure::Outcome;

/// One value of a row; what kind it is says the type of its column, also where it is empty.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Integer(Option<i64>),
    Flag(Option<bool>),
    Id(Option<Uuid>),
    Text(Option<String>),
    Json(Option<String>),
    Bytes(Option<Vec<u8>>),
}

macro_rules! cells_from {
    ($($kind:ty => |$value:ident| $cell:expr;)+) => {$(
        impl From<$kind> for Cell {
            fn from($value: $kind) -> Self {
                $cell
            }
        }
    )+};
}

cells_from! {
    i64 => |value| Self::Integer(Some(value));
    Option<i64> => |value| Self::Integer(value);
    u32 => |value| Self::Integer(Some(value.into()));
    Option<u32> => |value| Self::Integer(value.map(i64::from));
    bool => |value| Self::Flag(Some(value));
    Option<bool> => |value| Self::Flag(value);
    Uuid => |value| Self::Id(Some(value));
    Option<Uuid> => |value| Self::Id(value);
    &str => |value| Self::Text(Some(value.to_owned()));
    Option<&str> => |value| Self::Text(value.map(str::to_owned));
    String => |value| Self::Text(Some(value));
    Option<String> => |value| Self::Text(value);
    &[u8] => |value| Self::Bytes(Some(value.to_vec()));
    Option<&[u8]> => |value| Self::Bytes(value.map(<[u8]>::to_vec));
}

/// A value as JSON, for a column that nothing searches.
pub(super) fn json(value: &impl serde::Serialize) -> Outcome<Cell> {
    Ok(Cell::Json(Some(in_json(value)?)))
}

/// A value as JSON, where there is one.
pub(super) fn optional_json(value: Option<&impl serde::Serialize>) -> Outcome<Cell> {
    Ok(Cell::Json(value.map(in_json).transpose()?))
}

fn in_json(value: &impl serde::Serialize) -> Outcome<String> {
    serde_json::to_string(value)
        .map_err(|error| StoreError::Malformed(format!("a value cannot be written as JSON: {error}")).into())
}

/// One column of a set of rows.
#[derive(Debug)]
pub(super) enum Column {
    Integers(Vec<Option<i64>>),
    Flags(Vec<Option<bool>>),
    Ids(Vec<Option<Uuid>>),
    Texts(Vec<Option<String>>),
    Json(Vec<Option<String>>),
    Bytes(Vec<Option<Vec<u8>>>),
}

impl Column {
    /// A column with its first value.
    pub(super) fn of(cell: Cell) -> Self {
        match cell {
            Cell::Integer(value) => Self::Integers(vec![value]),
            Cell::Flag(value) => Self::Flags(vec![value]),
            Cell::Id(value) => Self::Ids(vec![value]),
            Cell::Text(value) => Self::Texts(vec![value]),
            Cell::Json(value) => Self::Json(vec![value]),
            Cell::Bytes(value) => Self::Bytes(vec![value]),
        }
    }

    /// Adds the next row's value; false when it is of another kind than those before.
    pub(super) fn push(&mut self, cell: Cell) -> bool {
        match (self, cell) {
            (Self::Integers(values), Cell::Integer(value)) => values.push(value),
            (Self::Flags(values), Cell::Flag(value)) => values.push(value),
            (Self::Ids(values), Cell::Id(value)) => values.push(value),
            (Self::Texts(values), Cell::Text(value)) | (Self::Json(values), Cell::Json(value)) => {
                values.push(value);
            }
            (Self::Bytes(values), Cell::Bytes(value)) => values.push(value),
            _ => return false,
        }
        true
    }

    /// The type in which the values travel.
    pub(super) fn type_name(&self) -> &'static str {
        match self {
            Self::Integers(_) => "int8",
            Self::Flags(_) => "bool",
            Self::Ids(_) => "uuid",
            Self::Texts(_) | Self::Json(_) => "text",
            Self::Bytes(_) => "bytea",
        }
    }

    /// What turns a value that travelled into one of the column.
    pub(super) fn cast(&self) -> &'static str {
        if matches!(self, Self::Json(_)) { "::json" } else { "" }
    }

    /// Sends the first value along by itself.
    pub(super) fn bind_first(self, arguments: &mut PgArguments) -> Result<(), BoxDynError> {
        match self {
            Self::Integers(values) => arguments.add(values.into_iter().next().flatten()),
            Self::Flags(values) => arguments.add(values.into_iter().next().flatten()),
            Self::Ids(values) => arguments.add(values.into_iter().next().flatten()),
            Self::Texts(values) | Self::Json(values) => arguments.add(values.into_iter().next().flatten()),
            Self::Bytes(values) => arguments.add(values.into_iter().next().flatten()),
        }
    }

    /// Sends the values along as one array.
    pub(super) fn bind(self, arguments: &mut PgArguments) -> Result<(), BoxDynError> {
        match self {
            Self::Integers(values) => arguments.add(values),
            Self::Flags(values) => arguments.add(values),
            Self::Ids(values) => arguments.add(values),
            Self::Texts(values) | Self::Json(values) => arguments.add(values),
            Self::Bytes(values) => arguments.add(values),
        }
    }
}
