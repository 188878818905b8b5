//! Connections and how they are set up.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

/// How long the writer waits for another process; the import of a million rows holds the lock for minutes.
const WRITER_PATIENCE: Duration = Duration::from_mins(15);
/// How long a reader waits, which it has to only while another process opens the file first or closes it last.
const READER_PATIENCE: Duration = Duration::from_mins(1);
const PAUSE: Duration = Duration::from_millis(10);
const STATEMENTS_KEPT: usize = 128;
const PAGE_SIZE: u32 = 4096;

/// Opens a connection that can write, to look at the file with.
pub(super) fn unprepared(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(WRITER_PATIENCE)?;
    Ok(connection)
}

/// Sets a writing connection up.
pub(super) fn prepare_writer(connection: &Connection, cache_kib: u32) -> rusqlite::Result<()> {
    connection.pragma_update(None, "page_size", PAGE_SIZE)?;
    turn_to_write_ahead(connection)?;
    prepare(connection, cache_kib)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // So that a replacing insert, too, runs into the triggers that keep the log.
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update_and_check(None, "wal_autocheckpoint", 1000, |_| Ok(()))?;
    connection.pragma_update_and_check(None, "journal_size_limit", 67_108_864, |_| Ok(()))
}

/// Switches to write-ahead logging, which `SQLite` refuses at once, without waiting, while others look at the file.
#[expect(clippy::disallowed_methods, reason = "nobody tells when another process has let the file go")]
fn turn_to_write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    let mut patience = WRITER_PATIENCE;
    loop {
        match connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())) {
            Err(error) if is_busy(&error) && patience > PAUSE => {
                patience -= PAUSE;
                std::thread::sleep(PAUSE);
            }
            switched => return switched,
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// Opens a connection that cannot write.
pub(crate) fn reader(path: &Path, cache_kib: u32) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(READER_PATIENCE)?;
    prepare(&connection, cache_kib)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Opens a connection that looks for damage.
///
/// It could write and must not: on a file opened for reading alone, `SQLite` does not look at the schema's checks.
pub(crate) fn examiner(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(READER_PATIENCE)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn prepare(connection: &Connection, cache_kib: u32) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update_and_check(None, "mmap_size", 0, |_| Ok(()))?;
    connection.pragma_update(None, "cache_size", -i64::from(cache_kib))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    Ok(())
}
