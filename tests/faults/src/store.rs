//! Opening a store by its address, as the program does.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rollbook_domain::port::Store;
use rollbook_sqlite::{SqliteOptions, SqliteStore};

/// T
#[derive(Debug, Clone)]
pub struct PostgresOptions {
    /// T
    pub connections: u32,
    /// T
    pub statement_timeout: Duration,
    /// T
    pub commit_timeout: Duration,
    /// T
    pub acquire_timeout: Duration,
}
impl Default for PostgresOptions {
    fn default() -> Self {
        let t = Duration::from_secs(10);
        Self { connections: 10, statement_timeout: t, commit_timeout: t, acquire_timeout: t }
    }
}

/// Opens a store that is there.
///
/// # Errors
/// What is wrong, in words.
pub fn open(url: &str, _: &PostgresOptions) -> Result<Arc<dyn Store>, String> {
    let path = url.strip_prefix("sqlite:").ok_or("no sqlite")?;
    let store = SqliteStore::open(Path::new(path), &SqliteOptions::default());
    Ok(Arc::new(store.map_err(|error| error.to_string())?))
}

/// Opens a store, and lays the schema out where there is none.
///
/// # Errors
/// What is wrong, in words.
pub fn create(url: &str) -> Result<Arc<dyn Store>, String> {
    let path = url.strip_prefix("sqlite:").ok_or("no sqlite")?;
    let store = SqliteStore::create(Path::new(path), &SqliteOptions::default());
    Ok(Arc::new(store.map_err(|error| error.to_string())?))
}
