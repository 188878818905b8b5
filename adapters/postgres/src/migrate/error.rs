//! Why the schema could not be brought up to date.

use crate::failure::in_words;

/// A migration that was not applied; those before it were.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MigrateError {
    /// A table stayed in use.
    #[error(
        "migration {number} `{name}` could not have its tables to itself in {tries} tries; \
         look for long transactions in pg_stat_activity and run `rollbook migrate` again"
    )]
    InUse {
        /// Its number.
        number: u32,
        /// Its name.
        name: &'static str,
        /// How often it was tried.
        tries: u32,
    },
    /// The server refused it.
    #[error("migration {number} `{name}` failed and changed nothing: {problem}")]
    Failed {
        /// Its number.
        number: u32,
        /// Its name.
        name: &'static str,
        /// What the server said.
        problem: String,
    },
    /// The database holds tables that are none of Rollbook's.
    #[error(
        "the database has tables of another program, such as `{table}`; give Rollbook a database of its own"
    )]
    Foreign {
        /// One of the tables.
        table: String,
    },
}

impl MigrateError {
    pub(super) fn failed(number: u32, name: &'static str, error: &sqlx::Error) -> Self {
        Self::Failed { number, name, problem: in_words(error) }
    }
}
