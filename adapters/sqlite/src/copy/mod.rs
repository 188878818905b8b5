//! A database as tables of cells, to be copied whole.

mod layout;
mod source;
mod statement;
mod target;
mod value;

use rollbook_domain::port::copy::CopyError;
pub use source::SqliteCopySource;
pub use target::SqliteCopyTarget;

use crate::failure::Failure;

/// The database's own failure in the words of the port.
fn failed(error: rusqlite::Error) -> CopyError {
    CopyError::Store(Failure::from(error).into())
}
