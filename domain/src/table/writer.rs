use std::io;

/// The port that writes a table to a file or a terminal.
///
/// What it writes is safe to open in a spreadsheet, and the matching [`TableReader`](super::TableReader) reads it
/// back without loss.
pub trait TableWriter: Send + Sync {
    /// Writes the header and then the rows, as they come.
    ///
    /// # Errors
    ///
    /// Whatever the output answers, and invalid data for a cell that no reader accepts.
    fn write(
        &self,
        header: &[&str],
        rows: &mut dyn Iterator<Item = Vec<String>>,
        out: &mut dyn io::Write,
    ) -> io::Result<()>;
}
