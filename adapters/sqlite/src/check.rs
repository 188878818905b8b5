//! Looking a database over.

use rollbook_domain::port::{ReadResult, StoreError};

use crate::failure::in_words;
use crate::open::{self, LATEST_VERSION};
use crate::store::SqliteStore;

/// What a database is and how it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// The version of the `SQLite` library.
    pub sqlite_version: &'static str,
    /// How changes are journalled; `wal` when all is well.
    pub journal_mode: String,
    /// The version of the schema, the newest this program knows.
    pub schema_version: u32,
    /// The size of the file in bytes, without what waits in the write-ahead log.
    pub file_bytes: u64,
}

impl SqliteStore {
    /// Looks for damage in the whole file; one line for each thing found, none when all is well.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn check(&self) -> ReadResult<Vec<String>> {
        let unavailable = |error: rusqlite::Error| StoreError::Unavailable(in_words(&error));
        let connection = open::examiner(&self.parts.path).map_err(unavailable)?;
        let mut found: Vec<String> = Vec::new();
        connection
            .pragma_query(None, "integrity_check", |row| {
                found.push(row.get(0)?);
                Ok(())
            })
            .map_err(unavailable)?;
        found.retain(|line| line != "ok");
        connection
            .pragma_query(None, "foreign_key_check", |row| {
                let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
                found.push(format!("a row of {table} refers to a row that {parent} does not have"));
                Ok(())
            })
            .map_err(unavailable)?;
        Ok(found)
    }

    /// Says what the database is.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn describe(&self) -> ReadResult<Description> {
        let journal_mode = self.parts.readers.read(|reader| {
            Ok(reader.connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?)
        })?;
        let file = std::fs::metadata(&self.parts.path)
            .map_err(|error| StoreError::Unavailable(format!("the file cannot be looked at: {error}")))?;
        Ok(Description {
            sqlite_version: rusqlite::version(),
            journal_mode,
            schema_version: LATEST_VERSION,
            file_bytes: file.len(),
        })
    }
}
