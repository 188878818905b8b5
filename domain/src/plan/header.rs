//! Finding a plan's columns in a file's header (IMP-03, IMP-22).

use super::findings::{Findings, header_refused};
use crate::settings::Settings;
use crate::table::Table;
use crate::text::{FieldName, shown};

/// A column that a kind of file may have.
pub(super) struct Column {
    pub(super) name: &'static str,
    /// What a cell that must not be blank asks for.
    pub(super) asks_for: Option<&'static str>,
    /// Whether what stands in it may be repeated in a refusal.
    pub(super) is_shown: bool,
}

impl Column {
    /// A column that the file must have and whose cells must not be blank; `asks_for` says what they hold.
    pub(super) const fn needed(name: &'static str, asks_for: &'static str) -> Self {
        Self { name, asks_for: Some(asks_for), is_shown: true }
    }

    pub(super) const fn optional(name: &'static str) -> Self {
        Self { name, asks_for: None, is_shown: true }
    }

    /// The same column, with content that no refusal repeats.
    pub(super) const fn personal(self) -> Self {
        Self { is_shown: false, ..self }
    }
}

/// Where a file has the columns of its kind.
pub(super) struct Header {
    pub(super) columns: &'static [Column],
    places: Vec<Option<usize>>,
    /// The columns `field:<name>`.
    pub(super) fields: Vec<(FieldName, usize)>,
}

/// The column that a file of rejected rows ends with; it is read over, so that the file can be imported once mended.
const REASON: &str = "reason";

impl Header {
    /// Finds the columns, once the number of rows is right.
    pub(super) fn find(
        table: &Table,
        columns: &'static [Column],
        has_fields: bool,
        settings: &Settings,
    ) -> Result<Self, Findings> {
        let most = settings.import_max_rows;
        if table.rows.len() > most as usize {
            let line = table.rows.get(most as usize).map_or(1, crate::table::Row::line);
            return Err(Findings::too_many_rows(line, table.rows.len(), most));
        }
        let mut refused = Vec::new();
        let places: Vec<_> = columns.iter().map(|column| table.column(column.name)).collect();
        for (column, place) in columns.iter().zip(&places) {
            if column.asks_for.is_some() && place.is_none() {
                let needed = columns.iter().filter(|column| column.asks_for.is_some());
                let names: Vec<_> = needed.map(|column| column.name).collect();
                let reason = format!(
                    "there is no column `{}`; accepted form: a header line with {}",
                    column.name,
                    names.join(", ")
                );
                refused.push(header_refused(column.name, reason));
            }
        }
        let mut fields = Vec::new();
        for (place, name) in table.header.iter().enumerate() {
            if places.contains(&Some(place)) || name.key() == REASON {
                continue;
            }
            match name.custom_field().filter(|_| has_fields).map(FieldName::parse) {
                Some(Ok(field)) => fields.push((field, place)),
                Some(Err(error)) => refused.push(header_refused(&shown(name.typed()), error.to_string())),
                None => {
                    refused.push(header_refused(
                        &shown(name.typed()),
                        unknown(name.typed(), columns, has_fields),
                    ));
                }
            }
        }
        if refused.is_empty() {
            Ok(Self { columns, places, fields })
        } else {
            Err(Findings::bad_header(refused))
        }
    }

    /// Where the column is, if the file has it.
    pub(super) fn place(&self, column: usize) -> Option<usize> {
        self.places.get(column).copied().flatten()
    }
}

fn unknown(typed: &str, columns: &[Column], has_fields: bool) -> String {
    let names: Vec<_> = columns.iter().map(|column| column.name).collect();
    let fields = if has_fields { ", field:<name>" } else { "" };
    format!("there is no use for a column `{}`; accepted form: {}{fields}", shown(typed), names.join(", "))
}
