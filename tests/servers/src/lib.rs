//! Servers for tests and chores: real PostgreSQL servers, PgBouncer before them, and a record service of our own.
//!
//! A test that needs a server asks [`find_server`], and works in a [`Database`] of its own on it. A test of faults needs
//! a server that it may kill, and makes a [`Cluster`]. `cargo xtask test` makes sure that there is one for all the others.
//!
//! PostgreSQL is reached through the programs that come with it, so that nothing here rests on the code under test.

mod account;
mod binaries;
mod cluster;
mod database;
mod error;
mod find;
mod folder;
mod guard;
pub mod install;
mod pgbouncer;
mod port;
mod program;
mod records;
mod sweep;
mod url;

pub use self::binaries::Binaries;
pub use self::cluster::{Cluster, ClusterOptions, Durability, Stop};
pub use self::database::{Database, Fingerprint, drop_left_over};
pub use self::error::ServerError;
pub use self::find::{PGBOUNCER_VARIABLE, SERVER_VARIABLE, find_pgbouncer, find_server};
pub use self::pgbouncer::PgBouncer;
pub use self::program::psql;
pub use self::records::{Mishap, RecordService};
