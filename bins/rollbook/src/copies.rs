//! Databases to be copied whole.

use std::path::Path;

use rollbook_cli::OpenFailed;
use rollbook_domain::port::copy::{CopySource, CopyTarget};
use rollbook_postgres::{PostgresCopySource, PostgresCopyTarget};
use rollbook_sqlite::{SqliteCopySource, SqliteCopyTarget, SqliteOptions};

use crate::{databases, postgres, sqlite};

/// Opens a database that exists, to copy out of.
pub(crate) async fn source(url: &str) -> Result<Box<dyn CopySource>, OpenFailed> {
    if postgres::is_meant(url) {
        let address = postgres::Address::parse(url)?;
        let source = PostgresCopySource::open(&address.url, &address.options).await;
        return Ok(Box::new(source.map_err(|error| postgres::failed(url, &error))?));
    }
    let source = SqliteCopySource::open(Path::new(databases::path(url)?), &SqliteOptions::default());
    Ok(Box::new(source.map_err(|error| sqlite::failed(url, &error))?))
}

/// Opens a database to copy into, and makes it first when there is none.
pub(crate) async fn target(url: &str) -> Result<Box<dyn CopyTarget>, OpenFailed> {
    if postgres::is_meant(url) {
        let address = postgres::Address::parse(url)?;
        let target = PostgresCopyTarget::open(&address.url, &address.options).await;
        return Ok(Box::new(target.map_err(|error| postgres::failed(url, &error))?));
    }
    let target = SqliteCopyTarget::open(Path::new(databases::path(url)?), &SqliteOptions::default());
    Ok(Box::new(target.map_err(|error| sqlite::failed(url, &error))?))
}
