//! What goes wrong inside the store, before it is put into the words of a port.

use rollbook_domain::port::StoreError;
use rusqlite::ErrorCode;

/// Either the database's own error or one that is already in the port's words.
#[derive(Debug)]
pub(crate) enum Failure {
    Sqlite(rusqlite::Error),
    Store(StoreError),
}

pub(crate) type Outcome<T> = Result<T, Failure>;

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Store(error) => error,
            Failure::Sqlite(error) => Self::Unavailable(in_words(&error)),
        }
    }
}

/// The error with what an operator can do about it, where there is something.
pub(crate) fn in_words(error: &rusqlite::Error) -> String {
    let advice = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "; another process holds the database for very long"
        }
        Some(ErrorCode::DiskFull) => "; free some space on the disk of the database",
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
            "; see to it that file and folder can be written"
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            "; the file is damaged, restore it from a backup"
        }
        _ => "",
    };
    format!("{error}{advice}")
}
