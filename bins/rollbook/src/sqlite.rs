//! Databases that are a file each.

use std::path::Path;
use std::sync::Arc;

use rollbook_cli::{Finding, OpenFailed};
use rollbook_domain::port::Store;
use rollbook_sqlite::{OpenError, SqliteOptions, SqliteStore};

/// Opens a file that exists.
pub(crate) fn open(url: &str, path: &str) -> Result<Arc<dyn Store>, OpenFailed> {
    Ok(Arc::new(opened(url, path)?))
}

/// Opens a file, and makes it first when there is none.
pub(crate) fn create(url: &str, path: &str) -> Result<Arc<dyn Store>, OpenFailed> {
    let store = SqliteStore::create(Path::new(path), &SqliteOptions::default());
    Ok(Arc::new(store.map_err(|error| failed(url, &error))?))
}

/// Writes a file anew.
pub(crate) fn vacuum(url: &str, path: &str) -> Result<(), OpenFailed> {
    opened(url, path)?.vacuum().map_err(|error| OpenFailed::Unusable(error.to_string()))
}

/// Looks a file over.
pub(crate) fn examine(url: &str, path: &str) -> Vec<Finding> {
    let mut findings = vec![folder(path)];
    match opened(url, path) {
        Ok(store) => {
            findings.extend(described(&store));
            findings.push(integrity(&store));
        }
        Err(failed) => findings.push(Finding::fail("file", failed.to_string())),
    }
    findings
}

fn opened(url: &str, path: &str) -> Result<SqliteStore, OpenFailed> {
    SqliteStore::open(Path::new(path), &SqliteOptions::default()).map_err(|error| failed(url, &error))
}

pub(crate) fn failed(url: &str, error: &OpenError) -> OpenFailed {
    match error {
        OpenError::Absent { .. } | OpenError::Empty { .. } => OpenFailed::Absent(url.to_owned()),
        OpenError::Unfinished { .. } => OpenFailed::Unfinished(error.to_string()),
        other => OpenFailed::Unusable(other.to_string()),
    }
}

/// The database keeps more files beside its own, so the folder must be writable too.
fn folder(path: &str) -> Finding {
    let parent = Path::new(path).parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = parent.unwrap_or(Path::new("."));
    let shown = folder.display();
    match tempfile::tempfile_in(folder) {
        Ok(_) => Finding::ok("folder", format!("`{shown}` can be written to")),
        Err(error) => {
            let why = "the database keeps its write-ahead log there";
            Finding::fail("folder", format!("`{shown}` cannot be written to, and {why}: {error}"))
        }
    }
}

fn described(store: &SqliteStore) -> Vec<Finding> {
    let description = match store.describe() {
        Ok(description) => description,
        Err(error) => return vec![Finding::fail("file", error.to_string())],
    };
    let journal = match description.journal_mode.as_str() {
        "wal" => Finding::ok("journal", "write-ahead log"),
        other => Finding::fail("journal", format!("the journal is `{other}` instead of a write-ahead log")),
    };
    vec![
        Finding::ok("file", format!("{} KiB", description.file_bytes / 1024)),
        Finding::ok("schema", format!("version {}, the newest", description.schema_version)),
        Finding::ok("sqlite", format!("SQLite {}", description.sqlite_version)),
        journal,
    ]
}

fn integrity(store: &SqliteStore) -> Finding {
    const SHOWN: usize = 5;
    match store.check() {
        Ok(found) if found.is_empty() => Finding::ok("integrity", "every page, index and reference is whole"),
        Ok(found) => {
            let first = found.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("; ");
            let count = found.len();
            Finding::fail("integrity", format!("{count} things are damaged, restore a backup: {first}"))
        }
        Err(error) => Finding::fail("integrity", format!("the file cannot be read whole: {error}")),
    }
}
