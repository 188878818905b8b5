//! Writing a database anew, so that nothing is left in its files of what was removed.

use std::time::Duration;

use rollbook_domain::port::{ReadResult, StoreError};
use rusqlite::Connection;

use crate::failure::in_words;
use crate::store::SqliteStore;

/// How long others are waited for.
const PATIENCE: Duration = Duration::from_mins(1);

impl SqliteStore {
    /// Writes the file anew and empties the write-ahead log; commits wait meanwhile.
    ///
    /// # Errors
    /// [`StoreError`] when the disk is full, or another process reads the database for very long.
    pub fn vacuum(&self) -> ReadResult<()> {
        let unavailable = |error: rusqlite::Error| StoreError::Unavailable(in_words(&error));
        let connection = Connection::open(&self.parts.path).map_err(unavailable)?;
        connection.busy_timeout(PATIENCE).map_err(unavailable)?;
        connection.execute_batch("VACUUM").map_err(unavailable)?;
        let mut is_busy = false;
        connection
            .pragma(None, "wal_checkpoint", "TRUNCATE", |row| {
                is_busy = row.get::<_, i64>(0)? != 0;
                Ok(())
            })
            .map_err(unavailable)?;
        if is_busy {
            let why = "the file was written anew, but another process keeps the write-ahead log from being emptied; \
                       stop it, or try again";
            return Err(StoreError::Unavailable(why.to_owned()));
        }
        Ok(())
    }
}
