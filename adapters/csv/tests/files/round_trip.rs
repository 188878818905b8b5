//! What is written is read back as it was, and is no formula to a spreadsheet on the way.

use proptest::collection::vec;
use proptest::prelude::*;
use rollbook_csv::{CsvReader, CsvWriter};
use rollbook_domain::table::{TableLimits, TableReader, TableWriter};

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[^\0]{0,12}",
        "[ '\"=+@,;\\-\t\r\n＝＋5.a\u{feff}]{0,6}",
        "-?[0-9]{1,3}(\\.[0-9]{1,3})?",
        Just(String::new()),
    ]
}

fn written(header: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let mut file = Vec::new();
    CsvWriter.write(header, &mut rows.iter().cloned(), &mut file).unwrap();
    file
}

proptest! {
    /// N93
    #[test]
    fn every_table_comes_back_without_loss(rows in vec(vec(cell(), 3), 0..12)) {
        let file = written(&["Email", "field:Note; free, text", "Amount"], &rows);
        let table = CsvReader.read(&file, &TableLimits::rows(250)).unwrap();
        let read: Vec<Vec<String>> =
            table.rows.iter().map(|row| row.cells().map(str::to_owned).collect()).collect();
        prop_assert_eq!(read, rows);
        prop_assert_eq!(table.header[1].custom_field(), Some("Note; free, text"));
    }

    #[test]
    fn a_single_column_comes_back_without_loss(cells in vec(cell(), 0..12)) {
        let rows: Vec<_> = cells.iter().cloned().map(|cell| vec![cell]).collect();
        let table = CsvReader.read(&written(&["Email"], &rows), &TableLimits::rows(250)).unwrap();
        let read: Vec<_> = table.rows.iter().map(|row| row.cell(0)).collect();
        prop_assert_eq!(read, cells);
    }

    /// N93
    #[test]
    fn no_reader_finds_a_formula_in_what_is_written(cells in vec(cell(), 1..4)) {
        let file = written(&["a"], &cells.iter().cloned().map(|cell| vec![cell]).collect::<Vec<_>>());
        let mut foreign = csv::ReaderBuilder::new().flexible(true).from_reader(file.as_slice());
        for record in foreign.records() {
            let seen = record.unwrap()[0].trim_start_matches([' ', '"']).to_owned();
            let is_number = seen.strip_prefix('-').unwrap_or(&seen).parse::<f64>().is_ok();
            prop_assert!(is_number || !seen.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋']), "{:?}", seen);
        }
    }

    #[test]
    fn no_bytes_whatever_make_the_reader_panic(bytes in vec(prop_oneof![any::<u8>(), prop::sample::select(b",;\"\r\n'= a".to_vec())], 0..200)) {
        let _ = CsvReader.read(&bytes, &TableLimits::rows(5));
    }

    #[test]
    fn every_row_starts_on_the_line_that_it_says(rows in vec(vec(cell(), 2), 1..8)) {
        let file = written(&["a", "b"], &rows);
        let table = CsvReader.read(&file, &TableLimits::rows(250)).unwrap();
        let mut line = 2;
        for (read, row) in table.rows.iter().zip(&rows) {
            prop_assert_eq!(read.line(), line);
            line += 1 + u32::try_from(row.iter().flat_map(|cell| cell.bytes()).filter(|byte| *byte == b'\n').count()).unwrap();
        }
    }
}
