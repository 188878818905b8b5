//! Rollbook's store for many instances, on `PostgreSQL`.
//!
//! Any number of processes share one database. Every read and every commit goes to its end on a runtime of the store's own,
//! or on one that it is given ([`PostgresStore::open_on`]), so a caller that goes away cancels nothing half-way, and any
//! executor may poll what the store returns.

mod apply;
mod connections;
mod copy;
mod describe;
mod engine;
mod facts;
mod failure;
mod migrate;
mod open;
mod options;
mod read;
mod row;
mod store;
mod tables;
mod together;
mod writer;

pub use copy::{PostgresCopySource, PostgresCopyTarget};
pub use describe::{Connection, Description, Server, describe, waiting_migrations};
pub use migrate::{MigrateError, Migrated, Phase, migrate};
pub use open::OpenError;
pub use options::PostgresOptions;
pub use store::PostgresStore;
