//! Files that are read, and what is read from them.

use super::corpus::read;
use rollbook_csv::CsvReader;
use rollbook_domain::table::{Table, TableLimits, TableReader};

fn lines(table: &Table) -> Vec<u32> {
    table.rows.iter().map(rollbook_domain::table::Row::line).collect()
}

fn column<'table>(table: &'table Table, name: &str) -> Vec<&'table str> {
    let index = table.column(name).expect("the column is there");
    table.rows.iter().map(|row| row.cell(index)).collect()
}

#[test]
fn a_plain_file_is_read_by_column_names() {
    let table = read("plain.csv").unwrap();
    assert_eq!(column(&table, "e_mail"), ["ada@example.org", "mary@example.org"]);
    assert_eq!(column(&table, "group code"), ["G1", ""]);
    assert_eq!(lines(&table), [2, 3]);
}

/// Q-30, N91
#[test]
fn a_byte_order_mark_is_no_part_of_the_first_column() {
    let table = read("byte-order-mark.csv").unwrap();
    assert_eq!(table.header[0].typed(), "Email");
    assert_eq!(column(&table, "Email"), ["ada@example.org"]);
}

///
#[test]
fn semicolons_separate_where_the_header_uses_them() {
    let table = read("semicolons.csv").unwrap();
    assert_eq!(column(&table, "Last Name"), ["Lovelace, Countess"]);
}

/// Q-30, N91
#[test]
fn both_line_ends_may_stand_in_one_file_and_the_last_may_be_missing() {
    let table = read("crlf-mixed-with-lf.csv").unwrap();
    assert_eq!(column(&table, "Group Code"), ["G1", "G1", "G2"]);
    assert_eq!(lines(&table), [2, 3, 6]);
}

///
#[test]
fn quoted_line_breaks_stay_in_their_cell_and_rows_keep_their_physical_line() {
    let table = read("quoted-line-breaks.csv").unwrap();
    assert_eq!(column(&table, "First Name"), ["Ada\nAugusta", "Mary", "Sofia\r\nWassiljewna", "Emmy"]);
    assert_eq!(
        column(&table, "Last Name"),
        ["Lovelace", "Somer\"ville\"", "Kovalevskaya,\n\nProf.", "Noether"]
    );
    assert_eq!(lines(&table), [2, 4, 6, 10]);
}

///
#[test]
fn blank_lines_and_rows_of_separators_alone_are_skipped() {
    let table = read("blank-lines.csv").unwrap();
    assert_eq!(column(&table, "First Name"), ["Ada", "Mary"]);
    assert_eq!(lines(&table), [6, 9]);
}

///
#[test]
fn blank_lines_and_the_header_do_not_count_against_the_row_limit() {
    let bytes = super::corpus::bytes("blank-lines.csv");
    assert!(CsvReader.read(&bytes, &TableLimits::rows(2)).is_ok());
    assert!(CsvReader.read(&bytes, &TableLimits::rows(1)).is_err());
}

/// N93
#[test]
fn the_apostrophe_before_a_formula_is_taken_off_and_no_other() {
    let table = read("guarded-formulas.csv").unwrap();
    assert_eq!(column(&table, "Note"), ["=1+1", "@SUM(A1)", "'=1", "'s Gravenhage"]);
    assert_eq!(column(&table, "Amount"), ["-5", "3.2", "-7", "=2"]);
}

/// N93
#[test]
fn the_apostrophe_before_a_formula_is_taken_off_the_name_of_a_column_too() {
    let table = CsvReader.read(b"'=2+3,Email\n5,ada@example.org\n", &TableLimits::rows(9)).unwrap();
    assert_eq!(table.header[0].typed(), "=2+3");
}

#[test]
fn a_header_without_rows_is_an_empty_table() {
    let table = read("only-a-header.csv").unwrap();
    assert_eq!((table.header.len(), table.rows.len()), (4, 0));
}
