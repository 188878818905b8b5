//! Why a database could not be opened.

use rollbook_domain::port::StoreError;

use crate::failure::in_words;

/// A database that could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address is none of a `PostgreSQL` database.
    #[error(
        "the address of the database cannot be understood: {0}; write it as postgres://role@host:5432/database"
    )]
    Address(String),
    /// A kind of pooling that there is not.
    #[error(
        "`{0}` is no kind of pooling that works; write pooler=transaction, or leave it away for connections of its own"
    )]
    Pooler(String),
    /// The server or the database cannot be reached.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// The database has no schema of Rollbook.
    #[error("the database is empty; run `rollbook init` to begin a new installation in it")]
    Empty,
    /// The database holds a part of another one.
    #[error(
        "the database is an unfinished copy of another one; run the same `rollbook store copy` again, which goes on \
         with it, or make the database anew"
    )]
    Unfinished,
    /// A table of it cannot be copied, or it cannot be read.
    #[error(transparent)]
    Copy(#[from] rollbook_domain::port::copy::CopyError),
    /// The schema is older than this program needs.
    #[error("the schema has version {found}, and this program needs {needed}; run `rollbook migrate`")]
    Older {
        /// The version of the schema.
        found: u32,
        /// The version that this program needs.
        needed: u32,
    },
    /// A newer program changed the schema so that this one cannot use it.
    #[error(
        "the schema has version {found}, which this program, made for {known}, cannot use; run a newer program"
    )]
    Newer {
        /// The version of the schema.
        found: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// The store's threads could not be started.
    #[error("the threads of the store cannot be started: {0}")]
    Threads(#[source] std::io::Error),
    /// Laying the schema out failed.
    #[error(transparent)]
    Migrate(#[from] crate::migrate::MigrateError),
}

impl OpenError {
    #[expect(clippy::needless_pass_by_value, reason = "it stands where an error is turned into another")]
    pub(crate) fn address(error: sqlx::Error) -> Self {
        Self::Address(error.to_string())
    }

    #[expect(clippy::needless_pass_by_value, reason = "it stands where an error is turned into another")]
    pub(crate) fn stopped(error: StoreError) -> Self {
        Self::Unreachable(error.to_string())
    }

    pub(crate) fn unreachable(error: &sqlx::Error) -> Self {
        Self::Unreachable(in_words(error))
    }
}
