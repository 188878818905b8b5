//! Databases on a `PostgreSQL` server, which any number of machines share.

mod address;
mod examine;
mod migrate;

use std::sync::Arc;

pub(crate) use address::Address;
pub(crate) use examine::examine;
pub(crate) use migrate::{migrate, waiting};
use rollbook_cli::OpenFailed;
use rollbook_cli::address::without_password;
use rollbook_domain::port::Store;
use rollbook_postgres::{OpenError, PostgresStore};

/// Whether an address is one of a `PostgreSQL` server.
pub(crate) fn is_meant(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

/// Opens a database that has a schema; never touches the schema.
pub(crate) async fn open(url: &str) -> Result<Arc<dyn Store>, OpenFailed> {
    let address = Address::parse(url)?;
    let store = PostgresStore::open(&address.url, &address.options).await;
    Ok(Arc::new(store.map_err(|error| failed(url, &error))?))
}

/// Opens a database, and lays the schema out first when it is empty; an older schema stays as it is.
pub(crate) async fn create(url: &str) -> Result<Arc<dyn Store>, OpenFailed> {
    let address = Address::parse(url)?;
    let store = match PostgresStore::open(&address.url, &address.options).await {
        Err(OpenError::Empty) => PostgresStore::create(&address.url, &address.options).await,
        opened => opened,
    };
    Ok(Arc::new(store.map_err(|error| failed(url, &error))?))
}

pub(crate) fn failed(url: &str, error: &OpenError) -> OpenFailed {
    let shown = without_password(url);
    match error {
        OpenError::Address(_) | OpenError::Pooler(_) => OpenFailed::BadAddress(format!("{shown}: {error}")),
        OpenError::Empty => OpenFailed::Absent(url.to_owned()),
        OpenError::Unfinished => OpenFailed::Unfinished(format!("{shown}: {error}")),
        other => OpenFailed::Unusable(format!("{shown}: {other}")),
    }
}
