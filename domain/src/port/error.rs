//! What can go wrong with a store, apart from the rules.

/// A store that cannot answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The store cannot be reached or used now; trying again later may help.
    #[error("the store is not available: {0}")]
    Unavailable(String),
    /// A row that cannot be understood.
    #[error(
        "the store holds a row that cannot be understood: table {table}, column {column}, id {id}: {problem}"
    )]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's id.
        id: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The connection broke while a commit was under way; ask [`Commits::find_commit`](super::Commits::find_commit).
    #[error("the store did not answer, so it is not known whether the commit happened: {0}")]
    UnknownOutcome(String),
    /// The commit contradicts itself: an event of a stream it does not expect, or one that cannot stand where it stands.
    #[error("the commit cannot be written, by a mistake of the program: {0}")]
    Malformed(String),
    /// The cursor is none that this store gave out.
    #[error("`{0}` is not a cursor of this list; use the `next` of an earlier page")]
    BadCursor(String),
}

/// What a reader gives.
pub type ReadResult<T> = Result<T, StoreError>;
