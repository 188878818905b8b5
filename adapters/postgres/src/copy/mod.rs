//! A database as tables of cells, to be copied whole.

mod finish;
mod kind;
mod layout;
mod mark;
mod rows;
mod session;
mod source;
mod target;

use rollbook_domain::port::StoreError;
use rollbook_domain::port::copy::CopyError;
pub use source::PostgresCopySource;
pub use target::PostgresCopyTarget;

use crate::failure::{Failure, in_words};

/// The server's own failure in the words of the port.
#[expect(clippy::needless_pass_by_value, reason = "it stands where an error is turned into another")]
fn failed(error: sqlx::Error) -> CopyError {
    CopyError::Store(StoreError::Unavailable(in_words(&error)))
}

fn failure(failure: Failure) -> CopyError {
    CopyError::Store(failure.into())
}
