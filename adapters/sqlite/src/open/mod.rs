//! Opening a file: what it is, and bringing it up to date.

mod chain;
mod connect;
mod error;
mod migrate;

use std::fs;
use std::path::Path;

use rusqlite::Connection;

pub(crate) use connect::{examiner, reader};
pub use error::OpenError;
pub(crate) use migrate::{LATEST_VERSION, application_id};

/// What the file's header says whose it is: `Roll` in ASCII.
pub(crate) const APPLICATION_ID: i32 = 0x526f_6c6c;

/// What the header says while a copy is being written into the file, so that no program takes it for a store: `RolC`.
pub(crate) const UNFINISHED_ID: i32 = 0x526f_6c43;

const OLDEST_LIBRARY: (i32, &str) = (3_051_003, "3.51.3");
const FILE_HEADER: &[u8] = b"SQLite format 3\0";

/// Whether a database may be made where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absence {
    IsAnError,
    IsFilled,
    /// A copy is made in it, and one that was begun goes on.
    TakesACopy,
}

/// Opens the one connection that writes, with the schema of this program.
pub(crate) fn open_writer(path: &Path, absence: Absence, cache_kib: u32) -> Result<Connection, OpenError> {
    if rusqlite::version_number() < OLDEST_LIBRARY.0 {
        return Err(OpenError::OldLibrary { found: rusqlite::version(), wanted: OLDEST_LIBRARY.1 });
    }
    if let (Some(obstacle), Absence::IsAnError) = (look_at(path)?, absence) {
        return Err(obstacle);
    }
    let mut connection = connect::unprepared(path)?;
    check_owner(path, &connection, absence)?;
    connect::prepare_writer(&connection, cache_kib)?;
    migrate::migrate(path, &mut connection)?;
    Ok(connection)
}

/// What stands in the way of opening the file as it is: it is absent or empty.
fn look_at(path: &Path) -> Result<Option<OpenError>, OpenError> {
    let unreadable = |problem| OpenError::Unreadable { path: path.to_owned(), problem };
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Ok(Some(OpenError::Absent { path: path.to_owned() }));
        }
        Err(error) => return Err(unreadable(error)),
    };
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(OpenError::NotADatabase { path: path.to_owned() });
    }
    let mut header = Vec::new();
    std::io::Read::read_to_end(&mut std::io::Read::take(file, FILE_HEADER.len() as u64), &mut header)
        .map_err(unreadable)?;
    if header.is_empty() {
        return Ok(Some(OpenError::Empty { path: path.to_owned() }));
    }
    if header != FILE_HEADER {
        return Err(OpenError::NotADatabase { path: path.to_owned() });
    }
    Ok(None)
}

/// Refuses another program's database; one without any table is nobody's and may be filled.
fn check_owner(path: &Path, connection: &Connection, absence: Absence) -> Result<(), OpenError> {
    let not_a_database = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => OpenError::NotADatabase { path: path.to_owned() },
        _ => error.into(),
    };
    // Both from one state, for another process may be laying the schema out at this moment.
    let (application_id, tables): (i32, i64) = connection
        .query_row(
            "SELECT application_id, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .map_err(not_a_database)?;
    if application_id == APPLICATION_ID || (application_id == UNFINISHED_ID && absence == Absence::TakesACopy)
    {
        return Ok(());
    }
    if application_id == UNFINISHED_ID {
        return Err(OpenError::Unfinished { path: path.to_owned() });
    }
    if application_id != 0 || tables > 0 {
        return Err(OpenError::Foreign { path: path.to_owned(), application_id });
    }
    match absence {
        Absence::IsAnError => Err(OpenError::Empty { path: path.to_owned() }),
        Absence::IsFilled | Absence::TakesACopy => Ok(()),
    }
}
