//! What goes wrong inside the store, before it is put into the words of a port.

use rollbook_domain::port::StoreError;

/// Either the database's own error or one that is already in the port's words.
#[derive(Debug)]
pub(crate) enum Failure {
    Sqlx(sqlx::Error),
    Store(StoreError),
}

pub(crate) type Outcome<T> = Result<T, Failure>;

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::Sqlx(error)
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
            Failure::Sqlx(error) => Self::Unavailable(in_words(&error)),
        }
    }
}

/// The `SQLSTATE` of an error that the server sent.
pub(crate) fn sqlstate(error: &sqlx::Error) -> Option<String> {
    error.as_database_error()?.code().map(std::borrow::Cow::into_owned)
}

/// Whether the connection is of no more use: it broke, or the server ended it.
pub(crate) fn is_lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::Tls(_) | sqlx::Error::WorkerCrashed => {
            true
        }
        sqlx::Error::Database(error) => {
            // The class of connections, and the server going down, starting, or ending this one.
            error.code().is_some_and(|code| code.starts_with("08") || code.starts_with("57P"))
        }
        _ => false,
    }
}

/// Whether no answer came in time; whoever asks again at once may wait as long again.
pub(crate) fn is_silence(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut)
}

/// Whether the server gave a statement up that took too long, or that waited too long for a row.
pub(crate) fn is_late(error: &sqlx::Error) -> bool {
    sqlstate(error).is_some_and(|code| code == "57014" || code == "55P03")
}

/// Whether the role, or the server as a standby, only reads.
pub(crate) fn may_not_write(error: &sqlx::Error) -> bool {
    sqlstate(error).is_some_and(|code| code == "25006" || code == "42501")
}

/// Whether the same transaction may well pass when it is tried again.
pub(crate) fn is_passing(error: &sqlx::Error) -> bool {
    sqlstate(error).is_some_and(|code| code == "40001" || code == "40P01")
}

/// The error with what an operator can do about it, where there is something.
pub(crate) fn in_words(error: &sqlx::Error) -> String {
    if matches!(error, sqlx::Error::PoolTimedOut) {
        return "all connections to the database stayed in use; try again, or allow more with ?connections=N"
            .to_owned();
    }
    let advice = match sqlstate(error).as_deref() {
        Some("57014") => "; the statement took too long",
        Some("55P03") => "; another transaction holds the rows for very long",
        Some("53300") => {
            "; the server has no connection left, let each instance use fewer or put a pooler in between"
        }
        Some("53100") => "; free some space on the disk of the database",
        Some("25006") => "; this server is a standby, connect to the primary",
        Some("42P01") => "; the schema is not there, run `rollbook migrate`",
        Some("28000" | "28P01") => {
            "; check the role in the address, and the password there, in PGPASSWORD or in the password file"
        }
        Some("3D000") => "; create it, or name another in the address",
        Some("42501") => "; grant it to the role, or use a role that may",
        _ => "",
    };
    match error {
        // The line of the server's own source tells an operator nothing.
        sqlx::Error::Database(said) => format!("{}{advice}", said.message()),
        sqlx::Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            format!("{error}; look whether the server runs and listens there")
        }
        other => format!("{other}{advice}"),
    }
}
