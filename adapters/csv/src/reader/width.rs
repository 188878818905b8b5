use csv::ByteRecord;
use rollbook_domain::table::TableError;

use super::Report;
use super::cells::Place;

/// Whether the record is a blank line: nothing but white space and separators, as spreadsheets leave them at the end.
pub(super) fn is_blank(record: &ByteRecord, raw: &[u8]) -> bool {
    !raw.contains(&b'"') && record.as_slice().iter().all(u8::is_ascii_whitespace)
}

/// Reports a row that is not as wide as the header.
pub(super) fn check(record: &ByteRecord, raw: &[u8], place: &Place<'_>, report: &mut Report) {
    let (cells, columns) = (record.len(), place.header.len());
    if cells == columns {
        return;
    }
    let problem = format!("has {cells} {}", if cells == 1 { "cell" } else { "cells" });
    let hint = if cells > columns { "; a cell that holds a separator needs quotes" } else { "" };
    let accepted = format!("{columns} cells, one for each column of the header{hint}");
    let error =
        TableError::new(place.line, problem, accepted).with_value(&String::from_utf8_lossy(start_of(raw)));
    report.push(if cells < columns { error.in_column(&place.column(cells)) } else { error });
}

/// Enough of the row to recognise it by.
fn start_of(raw: &[u8]) -> &[u8] {
    &raw[..raw.len().min(400)]
}
