//! Cells of rows.

use std::fmt;

/// One row, its cells in the order of the table's columns.
pub type Row = Vec<Cell>;

/// One value as every database has it; it prints without what it holds, which may be personal.
#[derive(Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A number, an instant in microseconds, or a flag that is 0 or 1.
    Integer(i64),
    /// A text, JSON among them.
    Text(String),
    /// An id of 16 bytes, a hash or a ciphertext.
    Bytes(Vec<u8>),
}

impl Cell {
    /// What kind of value it is; nothing is of no kind.
    pub fn kind(&self) -> Option<CellKind> {
        match self {
            Self::Null => None,
            Self::Integer(_) => Some(CellKind::Integer),
            Self::Text(_) => Some(CellKind::Text),
            Self::Bytes(_) => Some(CellKind::Bytes),
        }
    }

    /// About how many bytes of memory it takes.
    pub fn size(&self) -> usize {
        let beyond = match self {
            Self::Null | Self::Integer(_) => 0,
            Self::Text(text) => text.len(),
            Self::Bytes(bytes) => bytes.len(),
        };
        size_of::<Self>() + beyond
    }
}

impl fmt::Debug for Cell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            None => formatter.write_str("Null"),
            Some(kind) => write!(formatter, "{kind:?}(..)"),
        }
    }
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellKind {
    /// Numbers, instants and flags.
    Integer,
    /// Texts and JSON.
    Text,
    /// Ids, hashes and ciphertexts.
    Bytes,
}

impl fmt::Display for CellKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Integer => "integers",
            Self::Text => "texts",
            Self::Bytes => "bytes",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_prints_nothing_of_what_it_holds() {
        let cells = [
            Cell::Null,
            Cell::Integer(1_815),
            Cell::Text("ada@example.org".to_owned()),
            Cell::Bytes(b"ada".to_vec()),
        ];
        assert_eq!(format!("{cells:?}"), "[Null, Integer(..), Text(..), Bytes(..)]");
    }
}
