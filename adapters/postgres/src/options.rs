//! How a store is opened.

use std::time::Duration;

/// How a store is opened; the default fits a server and the command line alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostgresOptions {
    /// The most connections at once.
    pub connections: u32,
    /// How long a caller waits for a connection before it is told that the store is not available.
    pub acquire_timeout: Duration,
    /// How long a connection is used before a new one takes its place.
    pub connection_lifetime: Duration,
    /// How long the server works on one statement of a read or of a small commit; large commits get more by their size.
    pub statement_timeout: Duration,
    /// How long a statement waits for a row that another transaction holds.
    pub lock_timeout: Duration,
    /// After which time without a statement the server ends a transaction.
    pub idle_timeout: Duration,
    /// How long the answer to a COMMIT is waited for before the outcome counts as unknown.
    pub commit_timeout: Duration,
    /// The threads of the store's own runtime.
    pub threads: usize,
}

impl Default for PostgresOptions {
    fn default() -> Self {
        Self {
            connections: 10,
            acquire_timeout: Duration::from_secs(2),
            connection_lifetime: Duration::from_mins(30),
            statement_timeout: Duration::from_secs(5),
            lock_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(10),
            commit_timeout: Duration::from_secs(10),
            threads: 2,
        }
    }
}
