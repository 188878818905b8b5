//! Which database an address means.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use rollbook_cli::{Databases, Finding, OpenFailed, SchemaStep};
use rollbook_domain::port::Store;
use rollbook_domain::port::copy::{CopySource, CopyTarget};

use crate::{copies, postgres, sqlite};

/// The databases that this program can use.
pub(crate) struct KnownDatabases;

#[async_trait(?Send)]
impl Databases for KnownDatabases {
    async fn open(&self, url: &str) -> Result<Arc<dyn Store>, OpenFailed> {
        if postgres::is_meant(url) {
            return postgres::open(url).await;
        }
        sqlite::open(url, path(url)?)
    }

    async fn create(&self, url: &str) -> Result<Arc<dyn Store>, OpenFailed> {
        if postgres::is_meant(url) {
            return postgres::create(url).await;
        }
        sqlite::create(url, path(url)?)
    }

    async fn copy_source(&self, url: &str) -> Result<Box<dyn CopySource>, OpenFailed> {
        copies::source(url).await
    }

    async fn copy_target(&self, url: &str) -> Result<Box<dyn CopyTarget>, OpenFailed> {
        copies::target(url).await
    }

    async fn waiting_steps(&self, url: &str) -> Result<Option<Vec<SchemaStep>>, OpenFailed> {
        if postgres::is_meant(url) {
            return postgres::waiting(url).await.map(Some);
        }
        path(url).map(|_| None)
    }

    async fn migrate(&self, url: &str, tell: &mut dyn FnMut(SchemaStep)) -> Result<(), OpenFailed> {
        if postgres::is_meant(url) {
            return postgres::migrate(url, tell);
        }
        sqlite::open(url, path(url)?).map(drop)
    }

    async fn vacuum(&self, url: &str) -> Result<(), OpenFailed> {
        if postgres::is_meant(url) {
            let how =
                "on PostgreSQL an owner of the tables runs VACUUM FULL and CHECKPOINT; see docs/privacy.md";
            return Err(OpenFailed::Unusable(how.to_owned()));
        }
        sqlite::vacuum(url, path(url)?)
    }

    fn key_file(&self, url: &str) -> Option<PathBuf> {
        path(url).ok().map(|path| PathBuf::from(format!("{path}.key")))
    }

    async fn examine(&self, url: &str) -> Vec<Finding> {
        if postgres::is_meant(url) {
            return postgres::examine(url).await;
        }
        match path(url) {
            Ok(path) => sqlite::examine(url, path),
            Err(failed) => vec![Finding::fail("address", failed.to_string())],
        }
    }
}

/// The file behind a `sqlite:` address, with or without the two slashes of a URL.
pub(crate) fn path(url: &str) -> Result<&str, OpenFailed> {
    let path = url.strip_prefix("sqlite:").unwrap_or_default();
    let path = path.strip_prefix("//").unwrap_or(path);
    if path.is_empty() { Err(OpenFailed::UnknownAddress(url.to_owned())) } else { Ok(path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sqlite_address_names_a_file_with_or_without_slashes() {
        assert_eq!(path("sqlite:rollbook.db"), Ok("rollbook.db"));
        assert_eq!(path("sqlite:/var/lib/r.db"), Ok("/var/lib/r.db"));
        assert_eq!(path("sqlite:///var/lib/r.db"), Ok("/var/lib/r.db"));
        assert_eq!(path("sqlite://r.db"), Ok("r.db"));
    }

    #[test]
    fn another_address_is_refused_by_its_name() {
        for url in ["mysql://there/db", "rollbook.db", "sqlite:", ""] {
            assert_eq!(path(url), Err(OpenFailed::UnknownAddress(url.to_owned())));
        }
    }
}
