//! Laying the schema out, and bringing an older one up to date while others use it.

mod chain;
mod check;
mod error;
mod list;
mod run;

use crate::open::{Address, OpenError};
use crate::options::PostgresOptions;

pub(crate) use check::check;
pub use error::MigrateError;
pub use list::Phase;
pub(crate) use list::{LATEST_VERSION, MIGRATIONS, Migration};

/// A migration that was applied just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migrated {
    /// Its number.
    pub number: u32,
    /// Its name.
    pub name: &'static str,
    /// Whether older programs can still use the schema after it.
    pub phase: Phase,
}

/// Applies every migration that the database has not seen, one transaction each, and tells of each one when it is there.
///
/// It may run beside programs that use the database, and beside another one of itself. A table that is in use is waited
/// for only for a moment, so nobody is held up behind; the migration is tried again instead.
///
/// # Errors
/// [`OpenError`] when the database cannot be reached, or [`OpenError::Migrate`]; what was told of stays.
pub async fn migrate(
    url: &str,
    options: &PostgresOptions,
    tell: impl FnMut(Migrated) + Send + 'static,
) -> Result<Vec<Migrated>, OpenError> {
    let address = Address::parse(url)?;
    let engine = crate::engine::Engine::start(1).map_err(OpenError::Threads)?;
    let options = PostgresOptions { connections: 1, ..options.clone() };
    engine
        .run(async move { run::run(&address.pool(&options), tell).await })
        .await
        .map_err(OpenError::stopped)?
}
