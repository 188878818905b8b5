//! A server in earnest, and databases on it.

use std::sync::Arc;

use pollster::block_on;
use rollbook_domain::port::{Store as _, TenantStore};
use rollbook_domain::settings::TenantId;
use rollbook_postgres::{PostgresOptions, PostgresStore};
use rollbook_servers::{Cluster, ClusterOptions};
use tokio::runtime::Runtime;

/// A durable server on which checkpoints do not fall into what is measured more often than they must. As
/// `docs/scale.md` advises, a quarter of the memory of a machine of 24 GiB is the server's own cache.
pub(crate) fn start() -> Cluster {
    let options = ClusterOptions::durable()
        .with("shared_buffers", "6GB")
        .with("max_wal_size", "16GB")
        .with("checkpoint_timeout", "30min")
        .with("autovacuum", "on");
    Cluster::create(&options).unwrap()
}

/// Makes an empty database.
pub(crate) fn create(cluster: &Cluster, name: &str) -> String {
    cluster.psql(&format!("CREATE DATABASE {name} OWNER rollbook")).unwrap();
    cluster.url(name)
}

/// Makes a database as another one is now; nobody may use that one meanwhile.
pub(crate) fn copy(cluster: &Cluster, from: &str, to: &str) {
    let terminate =
        format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{from}'");
    cluster.psql(&terminate).unwrap();
    cluster.psql(&format!("CREATE DATABASE {to} TEMPLATE {from} OWNER rollbook")).unwrap();
}

pub(crate) fn drop_database(cluster: &Cluster, name: &str) {
    cluster.psql(&format!("DROP DATABASE {name} WITH (FORCE)")).unwrap();
}

/// What a bulk act is given: no statement of it may be cut short.
pub(crate) fn options() -> PostgresOptions {
    PostgresOptions { connections: 8, ..PostgresOptions::default() }
}

/// A database whose schema is laid out if it is not there.
pub(crate) fn store_of(url: &str) -> PostgresStore {
    block_on(PostgresStore::create(url, &options())).unwrap()
}

/// A database that is there, by a store on the runtime of whoever asks it.
pub(crate) fn store_on(runtime: &Runtime, url: &str) -> PostgresStore {
    block_on(PostgresStore::open_on(runtime.handle().clone(), url, &options())).unwrap()
}

/// The only tenant of such a database.
pub(crate) fn tenant_of(url: &str) -> Arc<dyn TenantStore> {
    store_of(url).tenant(&TenantId::default())
}

/// One of several tenants.
pub(crate) fn tenant_id(number: usize) -> TenantId {
    TenantId::parse(&format!("tenant-{number}")).unwrap()
}
