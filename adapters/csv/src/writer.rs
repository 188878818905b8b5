use std::io;

use rollbook_domain::table::TableWriter;

use crate::formula;

/// Writes CSV as RFC 4180 describes it, with commas and LF.
///
/// Cells that a spreadsheet would run as a formula get an apostrophe and quotes (N93); [`CsvReader`](crate::CsvReader)
/// takes them off again.
#[derive(Debug, Clone, Copy, Default)]
pub struct CsvWriter;

impl TableWriter for CsvWriter {
    fn write(
        &self,
        header: &[&str],
        rows: &mut dyn Iterator<Item = Vec<String>>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let mut out = io::BufWriter::with_capacity(64 * 1024, out);
        let mut line = String::new();
        append_row(&mut line, header.iter().copied())?;
        io::Write::write_all(&mut out, line.as_bytes())?;
        for row in rows {
            line.clear();
            append_row(&mut line, row.iter().map(String::as_str))?;
            io::Write::write_all(&mut out, line.as_bytes())?;
        }
        io::Write::flush(&mut out)
    }
}

// The csv crate's writer has one quoting style for a whole file; here a cell's text decides, so that the guard stays
// inside quotes and plain reports stay plain.
fn append_row<'cell>(line: &mut String, cells: impl Iterator<Item = &'cell str> + Clone) -> io::Result<()> {
    let looks_blank = cells.clone().all(|cell| cell.trim().is_empty());
    for (index, cell) in cells.enumerate() {
        if cell.contains('\0') {
            let problem = format!("cell {} holds a NUL character, which no reader accepts", index + 1);
            return Err(io::Error::new(io::ErrorKind::InvalidData, problem));
        }
        if index > 0 {
            line.push(',');
        }
        // A row that looks blank would be skipped when it is read; one pair of quotes shows that it is meant.
        append_cell(line, cell, looks_blank && index == 0);
    }
    line.push('\n');
    Ok(())
}

fn append_cell(line: &mut String, cell: &str, is_quoted_anyway: bool) {
    let is_guarded = formula::must_be_guarded(cell);
    if !(is_guarded || is_quoted_anyway || needs_quotes(cell)) {
        return line.push_str(cell);
    }
    line.push('"');
    if is_guarded {
        line.push('\'');
    }
    for (index, part) in cell.split('"').enumerate() {
        if index > 0 {
            line.push_str("\"\"");
        }
        line.push_str(part);
    }
    line.push('"');
}

fn needs_quotes(cell: &str) -> bool {
    let has_space_around = cell.starts_with(char::is_whitespace) || cell.ends_with(char::is_whitespace);
    has_space_around
        || cell.starts_with('\u{feff}')
        || cell.bytes().any(|byte| matches!(byte, b',' | b';' | b'"' | b'\t' | b'\r' | b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(header: &[&str], rows: &[&[&str]]) -> String {
        let mut out = Vec::new();
        let mut rows = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect());
        CsvWriter.write(header, &mut rows, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_plain_report_is_written_without_quotes() {
        let text = written(&["course", "enrolled"], &[&["AAA", "351"], &["BBB", "-5"]]);
        assert_eq!(text, "course,enrolled\nAAA,351\nBBB,-5\n");
    }

    #[test]
    fn separators_quotes_and_line_breaks_are_quoted() {
        let text = written(&["a"], &[&["x,y"], &["x;y"], &["say \"hi\""], &["one\r\ntwo"], &[" x"]]);
        assert_eq!(text, "a\n\"x,y\"\n\"x;y\"\n\"say \"\"hi\"\"\"\n\"one\r\ntwo\"\n\" x\"\n");
    }

    #[test]
    fn a_formula_is_written_behind_an_apostrophe_and_in_quotes() {
        assert_eq!(written(&["a"], &[&["=cmd|' /C calc'!A0"]]), "a\n\"'=cmd|' /C calc'!A0\"\n");
    }

    #[test]
    fn a_row_of_empty_cells_is_not_written_as_a_blank_line() {
        assert_eq!(written(&["a"], &[&[""]]), "a\n\"\"\n");
        assert_eq!(written(&["a", "b"], &[&["", ""]]), "a,b\n\"\",\n");
    }

    #[test]
    fn a_nul_character_is_refused() {
        let mut rows = std::iter::once(vec!["fine".to_owned(), "a\0b".to_owned()]);
        let error = CsvWriter.write(&["a", "b"], &mut rows, &mut Vec::new()).unwrap_err();
        assert_eq!(error.to_string(), "cell 2 holds a NUL character, which no reader accepts");
    }
}
