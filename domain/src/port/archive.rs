//! Writing an archive of files, for a person to take away.

use std::path::Path;

/// An archive that cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// There is a file of that name already.
    #[error("there is a file {0} already; give another name, or remove that file first")]
    Exists(String),
    /// The disk or the format stands in the way.
    #[error("the archive {path} cannot be written: {problem}")]
    Failed {
        /// Which.
        path: String,
        /// What went wrong.
        problem: String,
    },
}

/// Where archives are made.
pub trait Archives {
    /// Begins an archive that is there under its name once it is finished, and not at all if it never is.
    ///
    /// # Errors
    /// [`ArchiveError::Exists`] and [`ArchiveError::Failed`].
    fn create(&self, path: &Path) -> Result<Box<dyn ArchiveWriter>, ArchiveError>;
}

/// Writes an archive, one file after the other, in as little memory as a few of its pages take.
///
/// The same files with the same bytes in the same order make the same archive, byte by byte.
pub trait ArchiveWriter {
    /// Begins the next file; its name is made by the program, never by a person.
    ///
    /// # Errors
    /// [`ArchiveError::Failed`].
    fn begin(&mut self, name: &str) -> Result<(), ArchiveError>;

    /// Writes more of the file begun last.
    ///
    /// # Errors
    /// [`ArchiveError::Failed`].
    fn write(&mut self, bytes: &[u8]) -> Result<(), ArchiveError>;

    /// Keeps bytes for a later file, outside of memory and where nobody else can read them.
    ///
    /// # Errors
    /// [`ArchiveError::Failed`].
    fn set_aside(&mut self, bytes: &[u8]) -> Result<(), ArchiveError>;

    /// Writes what was set aside to the file begun last.
    ///
    /// # Errors
    /// [`ArchiveError::Failed`].
    fn write_set_aside(&mut self) -> Result<(), ArchiveError>;

    /// Ends the archive and gives it its name.
    ///
    /// # Errors
    /// [`ArchiveError::Failed`].
    fn finish(self: Box<Self>) -> Result<(), ArchiveError>;
}
