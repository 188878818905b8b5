//! Why a database cannot be opened.

use std::path::PathBuf;

use rollbook_domain::port::copy::CopyError;

use crate::failure::in_words;

/// A file that cannot be opened as a Rollbook database.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such file.
    #[error("there is no database at `{}`; create it first", path.display())]
    Absent {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file has nothing in it.
    #[error("`{}` is empty; create the database in it first", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file is no `SQLite` database at all.
    #[error("`{}` is not a SQLite database; give the path of a Rollbook database or of a new file", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// The file is some other program's database.
    #[error(
        "`{}` is another program's database (application id {application_id:#010x}, not {:#010x}); \
         give the path of a Rollbook database or of a new file",
        path.display(),
        super::APPLICATION_ID
    )]
    Foreign {
        /// The file.
        path: PathBuf,
        /// Whose it says it is.
        application_id: i32,
    },
    /// The file holds a part of another database.
    #[error(
        "`{}` is an unfinished copy of another database; run the same `rollbook store copy` again, which goes on \
         with it, or remove the file",
        path.display()
    )]
    Unfinished {
        /// The file.
        path: PathBuf,
    },
    /// A newer program laid the database out.
    #[error(
        "`{}` has schema version {found}, and this program knows versions up to {known}; use the newer program, \
         or restore a backup made before it",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version found.
        found: u32,
        /// The newest version known.
        known: u32,
    },
    /// The library is too old to be trusted with the data.
    #[error("SQLite {found} is linked in, and at least {wanted} is needed; build with the bundled library")]
    OldLibrary {
        /// The version linked in.
        found: &'static str,
        /// The oldest version accepted.
        wanted: &'static str,
    },
    /// A row refers to one that is not there, so the database is not brought up to date.
    #[error(
        "`{}` is damaged: a row of its table {table} refers to a row that is not there; restore it from a backup",
        path.display()
    )]
    Broken {
        /// The file.
        path: PathBuf,
        /// The table.
        table: String,
    },
    /// The file cannot be looked at.
    #[error("`{}` cannot be read: {problem}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        problem: std::io::Error,
    },
    /// A table of it cannot be copied.
    #[error(transparent)]
    Copy(#[from] CopyError),
    /// The writing thread cannot be started.
    #[error("the thread that writes cannot be started: {0}")]
    Thread(std::io::Error),
    /// The database refuses.
    #[error("the database cannot be opened: {}", in_words(.0))]
    Sqlite(#[from] rusqlite::Error),
}
