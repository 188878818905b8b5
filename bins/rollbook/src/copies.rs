//! Databases to be copied whole.

use std::path::Path;

use rollbook_cli::OpenFailed;
use rollbook_domain::port::copy::{CopySource, CopyTarget};
use rollbook_sqlite::{SqliteCopySource, SqliteCopyTarget, SqliteOptions};

use crate::{databases, sqlite};

/// Opens a database that exists, to copy out of.
pub(crate) fn source(url: &str) -> Result<Box<dyn CopySource>, OpenFailed> {
    let source = SqliteCopySource::open(Path::new(databases::path(url)?), &SqliteOptions::default());
    Ok(Box::new(source.map_err(|error| sqlite::failed(url, &error))?))
}

/// Opens a database to copy into, and makes it first when there is none.
pub(crate) fn target(url: &str) -> Result<Box<dyn CopyTarget>, OpenFailed> {
    let target = SqliteCopyTarget::open(Path::new(databases::path(url)?), &SqliteOptions::default());
    Ok(Box::new(target.map_err(|error| sqlite::failed(url, &error))?))
}
