//! What can go wrong while tables are read and written.

use crate::port::StoreError;

/// A database that cannot be copied from or to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CopyError {
    /// The database cannot answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A table is laid out in a way that cannot be copied.
    #[error("table {table} cannot be copied: {problem}")]
    Layout {
        /// The table.
        table: String,
        /// What is in the way.
        problem: String,
    },
    /// A row is not what its table says.
    #[error("table {table} has a row that cannot be copied: column {column}: {problem}")]
    Cell {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// What is wrong; never the value.
        problem: String,
    },
    /// The target's own checks turn rows down.
    #[error(
        "the target turns down rows of table {table}: {problem}; if nobody else writes to it, the source is damaged, \
         and `rollbook doctor` says where"
    )]
    TurnedDown {
        /// The table.
        table: String,
        /// Which check; never a value.
        problem: String,
    },
}
