//! Files that are refused, with the place and the way out.

use super::corpus::read;
use rollbook_csv::CsvReader;
use rollbook_domain::table::{TableError, TableLimits, TableReader};

fn messages(name: &str) -> Vec<String> {
    read(name).expect_err("the file is refused").iter().map(ToString::to_string).collect()
}

fn only(name: &str) -> TableError {
    let mut errors = read(name).expect_err("the file is refused");
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors.remove(0)
}

fn read_text(text: &str, limits: &TableLimits) -> Vec<TableError> {
    CsvReader.read(text.as_bytes(), limits).expect_err("the file is refused")
}

/// N91
#[test]
fn utf_16_is_told_from_utf_8_with_and_without_a_byte_order_mark() {
    for name in ["utf-16-little-endian.csv", "utf-16-big-endian.csv", "utf-16-without-mark.csv"] {
        let error = only(name);
        assert_eq!(error.line, 1, "{name}");
        assert!(error.problem.contains("UTF-16"), "{name}: {error}");
        assert!(error.accepted.contains("CSV UTF-8"), "{name}: {error}");
    }
}

/// Q-30, N91
#[test]
fn latin_1_is_refused_with_every_offending_line_column_and_byte() {
    assert_eq!(
        messages("latin-1.csv"),
        [
            "line 3, column \"First Name\": \"Andr\u{fffd}\" is not UTF-8: byte 0xE9, which in Latin-1 would be 'é'; \
             accepted: a CSV file in UTF-8 (in a spreadsheet: Save as, CSV UTF-8)",
            "line 6, column \"Last Name\": \"Line\\nM\u{fffd}nchen\" is not UTF-8: byte 0xFC, which in Latin-1 would be \
             'ü'; accepted: a CSV file in UTF-8 (in a spreadsheet: Save as, CSV UTF-8)",
        ]
    );
}

/// N91
#[test]
fn overlong_utf_8_is_refused() {
    let error = only("overlong-utf-8.csv");
    assert_eq!((error.line, error.column.as_deref()), (2, Some("Last Name")));
    assert!(error.problem.contains("overlong sequence [C0, AF]"), "{error}");
}

/// N91
#[test]
fn two_halves_of_a_character_in_neighbouring_cells_are_refused() {
    let errors = read("half-characters.csv").unwrap_err();
    let columns: Vec<_> = errors.iter().map(|error| error.column.as_deref()).collect();
    assert_eq!(columns, [Some("First Name"), Some("Last Name")]);
}

/// N91
#[test]
fn lines_that_end_in_a_carriage_return_alone_are_refused() {
    let error = only("carriage-returns-only.csv");
    assert_eq!((error.line, error.value.as_deref()), (1, Some("Email,First Name,Last Name,Group Code")));
    let error = only("one-lone-carriage-return.csv");
    assert_eq!((error.line, error.value.as_deref()), (3, Some("mary@example.org,Mary,Somer")));
    assert_eq!(&*error.accepted, "lines that end in LF or CRLF (save the file as CSV UTF-8)");
}

/// N91
#[test]
fn nul_bytes_are_refused_in_their_cells() {
    let places: Vec<_> =
        read("nul-bytes.csv").unwrap_err().into_iter().map(|error| (error.line, error.column)).collect();
    assert_eq!(places, [(2, Some("First Name".into())), (3, Some("Group Code".into()))]);
}

/// N91
#[test]
fn a_quote_that_is_never_closed_is_refused_where_it_opened() {
    let error = only("unclosed-quote.csv");
    assert_eq!((error.line, error.column.as_deref()), (3, Some("First Name")));
    assert!(error.value.unwrap().starts_with("\"Mary,Somerville"));
    assert_eq!(&*error.problem, "opens a quote that is never closed");
}

/// N91
#[test]
fn a_quote_that_swallows_the_next_row_is_refused_where_it_opened() {
    let error = only("quote-closed-too-late.csv");
    assert_eq!((error.line, error.column.as_deref()), (2, Some("First Name")));
    assert!(error.problem.contains("closed on line 3"), "{error}");
}

/// N91
#[test]
fn a_cell_of_a_megabyte_is_refused_with_its_start() {
    let text = format!("Email,Note\nada@example.org,x\nmary@example.org,{}\n", "x".repeat(1 << 20));
    let errors = read_text(&text, &TableLimits::rows(250));
    assert_eq!(errors.len(), 1);
    assert_eq!((errors[0].line, errors[0].column.as_deref()), (3, Some("Note")));
    assert_eq!(&*errors[0].problem, "is 1048576 bytes long");
    assert_eq!(errors[0].value.as_ref().unwrap().chars().count(), 80);
}

#[test]
fn a_cell_may_be_as_long_as_the_limit_and_not_a_byte_longer() {
    let limits = TableLimits { max_cell_bytes: 8, ..TableLimits::rows(1) };
    assert!(CsvReader.read(b"a,b\n12345678,12345678\n", &limits).is_ok());
    assert!(CsvReader.read(b"a,b\n12345678,123456789\n", &limits).is_err());
}

/// N91
#[test]
fn a_million_columns_are_refused() {
    let text = format!("a{}\n1\n", ",a".repeat(1_000_000));
    let errors = read_text(&text, &TableLimits::rows(250));
    assert_eq!(
        errors[0].to_string(),
        "line 1: the header has 1000001 columns; accepted: at most 256 columns"
    );
    let errors = read_text(&format!("a,b\n1{}\n", ",1".repeat(1_000_000)), &TableLimits::rows(250));
    assert_eq!(&*errors[0].problem, "has 1000001 cells");
}

#[test]
fn rows_shorter_or_longer_than_the_header_are_refused_with_their_line() {
    assert_eq!(
        messages("ragged-rows.csv"),
        [
            "line 2, column \"Group Code\": \"ada@example.org,Ada,Lovelace\" has 3 cells; accepted: 4 cells, one for \
             each column of the header",
            "line 4: \"sofia@example.org,Sofia,Kovalevskaya, Prof.,G2\" has 5 cells; accepted: 4 cells, one for each \
             column of the header; a cell that holds a separator needs quotes",
        ]
    );
}

#[test]
fn a_column_that_stands_there_twice_or_has_no_name_is_refused() {
    assert_eq!(
        messages("duplicate-header.csv"),
        [
            "line 1, column \"3\": \"first_name\" is the same column name as \"First Name\"; accepted: every column \
             once; case, spaces, _ and - make no difference",
            "line 1, column \"4\": \"\" is no column name; accepted: a name above every column",
            "line 1, column \"5\": \"E-mail\" is the same column name as \"Email\"; accepted: every column once; case, \
             spaces, _ and - make no difference",
        ]
    );
}

#[test]
fn a_file_separated_by_tabs_is_refused_as_such() {
    assert_eq!(&*only("tabs.csv").problem, "is separated by tabs");
}

#[test]
fn a_file_without_a_header_is_refused_as_empty() {
    for name in ["empty.csv", "only-blank-lines.csv"] {
        assert_eq!(&*only(name).problem, "the file is empty", "{name}");
    }
}

/// N99
#[test]
fn other_formats_under_a_csv_name_are_refused_by_what_they_are() {
    assert!(only("spreadsheet.csv").problem.contains("spreadsheet"));
    assert!(only("document.csv").problem.contains("PDF"));
    assert!(read("program.csv").unwrap_err()[0].problem.contains("NUL"));
}

/// Q-26, IMP-10
#[test]
fn one_row_too_many_is_refused_alone_whatever_else_is_wrong() {
    let mut text = "Email,Note\n".to_owned();
    text.push_str(&"broken\n".repeat(250));
    assert_eq!(read_text(&text, &TableLimits::rows(250)).len(), 100);
    text.push_str("ada@example.org,x\n");
    let errors = read_text(&text, &TableLimits::rows(250));
    assert_eq!(errors.len(), 1);
    assert_eq!(
        errors[0].to_string(),
        "line 252: this is data row 251, one too many (Q-26); accepted: at most 250 data rows, not counting the \
         header and blank lines"
    );
}

#[test]
fn the_first_hundred_errors_are_told_in_the_order_of_the_file() {
    let text = format!("a,b\n{}", "x\n".repeat(300));
    let lines: Vec<_> = read_text(&text, &TableLimits::rows(1000)).iter().map(|error| error.line).collect();
    assert_eq!(lines, (2..102).collect::<Vec<u32>>());
}
