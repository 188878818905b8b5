use super::{Table, TableError};

/// How large a table may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableLimits {
    /// The most data rows; the header and blank lines do not count.
    pub max_rows: usize,
    /// The most bytes in one cell.
    pub max_cell_bytes: usize,
    /// The most columns.
    pub max_columns: usize,
}

impl TableLimits {
    /// At most that many data rows, cells of 64 KiB and 256 columns.
    pub fn rows(max_rows: usize) -> Self {
        Self { max_rows, max_cell_bytes: 64 * 1024, max_columns: 256 }
    }
}

/// The port that turns a file's bytes into a table.
///
/// An implementation reads a file rightly or refuses it; it never guesses. It skips blank lines, gives every row the
/// line it starts on, and accepts a row only if it is as wide as the header.
pub trait TableReader: Send + Sync {
    /// Reads the whole file.
    ///
    /// # Errors
    ///
    /// Everything found wrong, in the order of the file and at most 100 errors. Too many data rows is refused
    /// alone, before anything else in the rows is looked at.
    fn read(&self, bytes: &[u8], limits: &TableLimits) -> Result<Table, Vec<TableError>>;
}
