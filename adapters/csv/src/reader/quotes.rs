use rollbook_domain::table::{ColumnName, TableError};

use super::cells::Place;

/// A quote that leaves open where its cell ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Flaw {
    /// The lines between the start of the record and the quote.
    lines_down: u32,
    column: usize,
    kind: FlawKind,
    text: String,
}

#[derive(Debug, PartialEq, Eq)]
enum FlawKind {
    NeverClosed,
    TextAfterClosing { lines_down: u32 },
    SpaceBeforeOpening,
}

#[derive(Clone, Copy)]
enum State {
    CellStart,
    OnlySpaces,
    Unquoted,
    Quoted,
    AfterClosing,
}

/// Checks that every quoted cell of a record is closed right before a separator or the end of the record.
///
/// The csv crate reads any bytes somehow; a roster with a stray quote would lose rows that way.
pub(super) fn check(raw: &[u8], separator: u8) -> Result<(), Flaw> {
    if !raw.contains(&b'"') {
        return Ok(());
    }
    let mut state = State::CellStart;
    let (mut column, mut lines_down) = (0, 0);
    let (mut opened_at, mut opened_lines_down) = (0, 0);
    for (offset, byte) in raw.iter().enumerate() {
        state = match (state, byte) {
            (State::CellStart, b'"') => {
                (opened_at, opened_lines_down) = (offset, lines_down);
                State::Quoted
            }
            (State::OnlySpaces, b'"') => {
                let kind = FlawKind::SpaceBeforeOpening;
                return Err(Flaw { lines_down, column, kind, text: text(&raw[offset..]) });
            }
            (State::Quoted, b'"') => State::AfterClosing,
            (State::Quoted, _) | (State::AfterClosing, b'"') => State::Quoted,
            (_, byte) if *byte == separator => {
                column += 1;
                State::CellStart
            }
            (State::AfterClosing, _) => {
                let kind = FlawKind::TextAfterClosing { lines_down };
                return Err(Flaw {
                    lines_down: opened_lines_down,
                    column,
                    kind,
                    text: text(&raw[opened_at..]),
                });
            }
            (State::CellStart | State::OnlySpaces, b' ' | b'\t') => State::OnlySpaces,
            _ => State::Unquoted,
        };
        lines_down += u32::from(*byte == b'\n');
    }
    if let State::Quoted = state {
        let kind = FlawKind::NeverClosed;
        return Err(Flaw { lines_down: opened_lines_down, column, kind, text: text(&raw[opened_at..]) });
    }
    Ok(())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(400)]).into_owned()
}

impl Flaw {
    /// The error to show for a record that starts on that line.
    pub(super) fn into_error(self, line: u32, header: &[ColumnName]) -> TableError {
        let quote_line = line.saturating_add(self.lines_down);
        let (problem, accepted) = match self.kind {
            FlawKind::NeverClosed => {
                ("opens a quote that is never closed".to_owned(), "a quote at the end of the cell")
            }
            FlawKind::TextAfterClosing { lines_down } => (
                format!(
                    "opens a quote that is closed on line {} in the midst of text",
                    line.saturating_add(lines_down)
                ),
                "a separator after the closing quote; a quote inside a quoted cell is written twice",
            ),
            FlawKind::SpaceBeforeOpening => (
                "is a quoted cell with a space before its quote".to_owned(),
                "the opening quote right after the separator",
            ),
        };
        let column = Place { line, header }.column(self.column);
        TableError::new(quote_line, problem, accepted).in_column(&column).with_value(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(raw: &str) -> Option<TableError> {
        let header = [ColumnName::new("a"), ColumnName::new("b")];
        check(raw.as_bytes(), b',').err().map(|flaw| flaw.into_error(10, &header))
    }

    #[test]
    fn closed_cells_doubled_quotes_and_quotes_inside_plain_cells_are_fine() {
        for raw in
            ["\"x\",\"y\"", "\"say \"\"hi\"\"\",y", "5\" nail,y", "\"\",\"\"", "\"one\ntwo\",y", "x,\"\"\"\""]
        {
            assert_eq!(error(raw), None, "{raw}");
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_is_named_where_it_opened() {
        let error = error("\"one\ntwo\",\"three\nfour").unwrap();
        assert_eq!((error.line, error.column.as_deref()), (11, Some("b")));
        assert_eq!(error.value.as_deref(), Some("\"three\nfour"));
    }

    #[test]
    fn a_quote_closed_in_the_midst_of_text_names_both_lines() {
        let error = error("\"x,y\nz,\"w\"").unwrap();
        assert_eq!((error.line, error.column.as_deref()), (10, Some("a")));
        assert!(error.problem.contains("closed on line 11"), "{error}");
    }

    #[test]
    fn a_space_before_the_opening_quote_is_refused() {
        assert_eq!(error("x, \"y\"").unwrap().column.as_deref(), Some("b"));
    }
}
