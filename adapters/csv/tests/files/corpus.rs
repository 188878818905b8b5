//! The small files of `tests/corpus`, by name.

use rollbook_csv::CsvReader;
use rollbook_domain::table::{Table, TableError, TableLimits, TableReader};

pub(crate) fn bytes(name: &str) -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/");
    std::fs::read(format!("{path}{name}")).expect("the corpus has a file of that name")
}

pub(crate) fn read(name: &str) -> Result<Table, Vec<TableError>> {
    CsvReader.read(&bytes(name), &TableLimits::rows(250))
}
