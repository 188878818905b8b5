//! Rollbook's embedded store, on `SQLite`.
//!
//! One thread owns the only connection that writes, and writes the commits that wait in one transaction; a few
//! connections that cannot write read beside it. A commit is answered when it is on the disk.

mod apply;
mod check;
mod copy;
mod facts;
mod failure;
mod open;
mod options;
mod read;
mod readers;
mod row;
mod store;
mod vacuum;
mod writer;

pub use check::Description;
pub use copy::{SqliteCopySource, SqliteCopyTarget};
pub use open::OpenError;
pub use options::SqliteOptions;
pub use store::SqliteStore;
