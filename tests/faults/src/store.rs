//! Opening a store by its address, as the program does.

use std::path::Path;
use std::sync::Arc;

use pollster::block_on;
use rollbook_domain::port::Store;
pub use rollbook_postgres::PostgresOptions;
use rollbook_postgres::PostgresStore;
use rollbook_sqlite::{SqliteOptions, SqliteStore};

/// Opens a store that is there.
///
/// # Errors
/// What is wrong, in words.
pub fn open(url: &str, options: &PostgresOptions) -> Result<Arc<dyn Store>, String> {
    if let Some(path) = url.strip_prefix("sqlite:") {
        let store = SqliteStore::open(Path::new(path), &SqliteOptions::default());
        Ok(Arc::new(store.map_err(|error| error.to_string())?))
    } else {
        let store = block_on(PostgresStore::open(url, options));
        Ok(Arc::new(store.map_err(|error| error.to_string())?))
    }
}

/// Opens a store, and lays the schema out where there is none.
///
/// # Errors
/// What is wrong, in words.
pub fn create(url: &str) -> Result<Arc<dyn Store>, String> {
    if let Some(path) = url.strip_prefix("sqlite:") {
        let store = SqliteStore::create(Path::new(path), &SqliteOptions::default());
        Ok(Arc::new(store.map_err(|error| error.to_string())?))
    } else {
        let store = block_on(PostgresStore::create(url, &PostgresOptions::default()));
        Ok(Arc::new(store.map_err(|error| error.to_string())?))
    }
}
