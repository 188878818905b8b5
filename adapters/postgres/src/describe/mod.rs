//! What a server and a database are like, for those who run them.

mod read;

use std::sync::Arc;
use std::time::Duration;

use rollbook_domain::port::Clock;
use sqlx::PgPool;

use crate::engine::Engine;
use crate::migrate::{MIGRATIONS, Migrated};
use crate::open::{Address, OpenError, cause};
use crate::options::PostgresOptions;

/// What a server and a database are like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// The server's settings and the role in it.
    pub server: Server,
    /// How the connection is protected.
    pub connection: Connection,
    /// How far the server's clock is ahead of this machine's, or behind it if negative, in microseconds.
    pub clock_ahead_by: i64,
    /// What that may be wrong by: half of the time that asking took.
    pub clock_uncertainty: Duration,
    /// The number of the newest migration; `None` without a schema.
    pub schema_version: Option<u32>,
    /// The migrations that this program knows and the database has not seen.
    pub waiting: Vec<Migrated>,
    /// Tables with rows of tenants that row-level security does not guard.
    pub unguarded_tables: Vec<String>,
    /// Tables and sequences that the role may not use as the program needs to.
    pub closed_to_role: Vec<String>,
    /// Tables that the server cannot be made to look at after a large commit, for want of a right or of its function.
    pub unlooked_tables: Vec<String>,
}

/// The server's settings and the role in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each stands for a setting of the server that is on or off"
)]
pub struct Server {
    /// Its version, such as `15.6`.
    pub version: String,
    /// Its version as a number, such as 150006.
    pub version_number: i32,
    /// The encoding of the database.
    pub encoding: String,
    /// What a commit waits for.
    pub synchronous_commit: String,
    /// The standbys that a commit waits for, if any.
    pub synchronous_standbys: String,
    /// Whether what was committed is forced to the disk.
    pub has_fsync: bool,
    /// Whether a page that was half written when the power went can be mended.
    pub has_full_page_writes: bool,
    /// Whether pages that the disk damaged are noticed.
    pub has_checksums: bool,
    /// Whether it follows another server and takes no writes.
    pub is_standby: bool,
    /// How many connections it allows roles that are no superusers.
    pub connections_allowed: i32,
    /// How many connections there are now.
    pub connections_in_use: i64,
    /// The role.
    pub role: String,
    /// Whether nothing is forbidden to the role.
    pub is_superuser: bool,
    /// Whether row-level security does not bind the role.
    pub bypasses_row_security: bool,
}

/// How the connection is protected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// The version of TLS, if there is any; behind a pooler, that of the pooler's own connection.
    pub tls: Option<String>,
    /// Whether the server's certificate and its name are checked.
    pub checks_server: bool,
    /// Whether it stays on this machine.
    pub is_local: bool,
    /// Whether a pooler lends it for one transaction at a time.
    pub is_pooled: bool,
}

/// Looks a server and a database over; neither needs a schema.
///
/// # Errors
/// [`OpenError`] when the database cannot be reached or asked.
pub async fn describe(
    url: &str,
    options: &PostgresOptions,
    clock: Arc<dyn Clock>,
) -> Result<Description, OpenError> {
    let address = Address::parse(url)?;
    let (engine, pool) = engine_and_pool(&address, options)?;
    let looked = engine.run(async move { look(&pool, &address, &*clock).await }).await;
    looked.map_err(OpenError::stopped)?
}

/// The migrations that this program knows and the database has not seen, the first one first.
///
/// # Errors
/// [`OpenError`] when the database cannot be reached or asked.
pub async fn waiting_migrations(url: &str, options: &PostgresOptions) -> Result<Vec<Migrated>, OpenError> {
    let address = Address::parse(url)?;
    let (engine, pool) = engine_and_pool(&address, options)?;
    let found = engine.run(async move {
        let mut transaction = match pool.begin().await {
            Ok(transaction) => transaction,
            Err(error) => return Err(OpenError::unreachable(&cause(&pool, error).await)),
        };
        let applied = read::applied(&mut transaction).await;
        applied.map(|applied| waiting(&applied)).map_err(|error| OpenError::unreachable(&error))
    });
    found.await.map_err(OpenError::stopped)?
}

fn engine_and_pool(address: &Address, options: &PostgresOptions) -> Result<(Engine, PgPool), OpenError> {
    let engine = Engine::start(1).map_err(OpenError::Threads)?;
    let options = PostgresOptions { connections: 1, ..options.clone() };
    let pool = {
        let _inside = engine.enter();
        address.pool(&options)
    };
    Ok((engine, pool))
}

async fn look(pool: &PgPool, address: &Address, clock: &dyn Clock) -> Result<Description, OpenError> {
    let mut transaction = match pool.begin().await {
        Ok(transaction) => transaction,
        Err(error) => return Err(OpenError::unreachable(&cause(pool, error).await)),
    };
    let read = async {
        let server = read::server(&mut transaction).await?;
        let tls = read::tls(&mut transaction).await?;
        let before = clock.now().as_micros();
        let there = read::clock(&mut transaction).await?;
        let after = clock.now().as_micros();
        let half = (after - before) / 2;
        let applied = read::applied(&mut transaction).await?;
        Ok(Description {
            connection: Connection {
                tls,
                checks_server: address.checks_server(),
                is_local: address.is_local(),
                is_pooled: !address.owns_sessions,
            },
            clock_ahead_by: there - before - half,
            clock_uncertainty: Duration::from_micros(half.unsigned_abs()),
            schema_version: applied.last().copied(),
            waiting: waiting(&applied),
            unguarded_tables: read::unguarded_tables(&mut transaction).await?,
            closed_to_role: read::closed_to_role(&mut transaction).await?,
            unlooked_tables: read::unlooked_tables(&mut transaction).await?,
            server,
        })
    };
    read.await.map_err(|error: sqlx::Error| OpenError::unreachable(&error))
}

fn waiting(applied: &[u32]) -> Vec<Migrated> {
    let unseen = MIGRATIONS.iter().filter(|migration| !applied.contains(&migration.number));
    let named = |migration: &crate::migrate::Migration| Migrated {
        number: migration.number,
        name: migration.name,
        phase: migration.phase,
    };
    unseen.map(named).collect()
}
