//! Tables of a database, a line each.

use rollbook_application::store::{ComparedTable, CountedTable};
use rollbook_domain::port::Page;
use rollbook_domain::time::Zone;
use serde::Serialize;

use crate::CliError;
use crate::output::{Column, Printer};

#[derive(Serialize)]
struct Compared {
    table: String,
    is_equal: bool,
    rows: u64,
    sha256: String,
    target_rows: u64,
    target_sha256: String,
}

const COMPARED: &[Column<Compared>] = &[
    Column::new("table", "TABLE", |line, _| line.table.clone()),
    Column::new("rows", "ROWS", |line, _| line.rows.to_string()),
    Column::new("target_rows", "ROWS IN TARGET", |line, _| line.target_rows.to_string()),
    Column::new("sha256", "SHA-256", |line, _| shortened(&line.sha256)),
    Column::new("target_sha256", "SHA-256 IN TARGET", |line, _| shortened(&line.target_sha256)),
    Column::new("is_equal", "EQUAL", |line, _| if line.is_equal { "yes" } else { "NO" }.to_owned()),
];

#[derive(Serialize)]
struct Counted {
    table: String,
    rows: u64,
}

const COUNTED: &[Column<Counted>] = &[
    Column::new("table", "TABLE", |line, _| line.table.clone()),
    Column::new("rows", "ROWS", |line, _| line.rows.to_string()),
];

/// Enough digits for people to see that two are alike.
fn shortened(hash: &str) -> String {
    hash.chars().take(16).collect()
}

pub(super) fn print(printer: &Printer, tables: &[ComparedTable]) -> Result<(), CliError> {
    let lines = tables.iter().map(|table| Compared {
        table: table.table.clone(),
        is_equal: table.is_equal(),
        rows: table.source.rows,
        sha256: table.source.hexadecimal(),
        target_rows: table.target.rows,
        target_sha256: table.target.hexadecimal(),
    });
    printer.list(COMPARED, &Page { items: lines.collect(), next: None }, &Zone::utc())
}

pub(super) fn print_counted(printer: &Printer, tables: &[CountedTable]) -> Result<(), CliError> {
    let lines = tables.iter().map(|table| Counted { table: table.table.clone(), rows: table.rows });
    printer.list(COUNTED, &Page { items: lines.collect(), next: None }, &Zone::utc())
}
