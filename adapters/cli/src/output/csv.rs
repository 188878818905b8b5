//! Lists for spreadsheets.

use std::io::{Write, sink};

use rollbook_domain::table::TableWriter;
use serde::Serialize;
use serde_json::Value;

use super::Column;
use crate::CliError;

/// Writes the header and a line for each item.
pub(super) fn write<T: Serialize>(
    columns: &[Column<T>],
    items: &[T],
    writer: &dyn TableWriter,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let header: Vec<&str> = columns.iter().map(|column| column.name).collect();
    let mut failed = None;
    let mut rows = items.iter().map_while(|item| {
        let value = serde_json::to_value(item).map_err(|error| failed = Some(error)).ok()?;
        Some(columns.iter().map(|column| cell(value.get(column.name).unwrap_or(&Value::Null))).collect())
    });
    writer.write(&header, &mut rows, output)?;
    failed.map_or(Ok(()), |error| Err(error.into()))
}

/// Writes one thing as a header and one line.
pub(super) fn write_one<T: Serialize>(
    thing: &T,
    writer: &dyn TableWriter,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let Value::Object(object) = serde_json::to_value(thing)? else {
        return Ok(serde_json::to_writer(sink(), thing)?);
    };
    let header: Vec<&str> = object.keys().map(String::as_str).collect();
    let row = object.values().map(cell).collect();
    Ok(writer.write(&header, &mut std::iter::once(row), output)?)
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) if values.iter().all(|value| !value.is_array() && !value.is_object()) => {
            values.iter().map(cell).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}
