//! The vault of commands that need one only where there are seats.

use std::sync::Arc;

use rollbook_domain::port::{ClosedVault, Vault};

use crate::Session;

/// The session's vault; without a key file it is one that says so when a secret is asked for, so that orders without
/// seats need none.
pub(super) fn vault(session: &Session) -> Arc<dyn Vault> {
    session.vault().unwrap_or_else(|error| Arc::new(ClosedVault::new(error.to_string())))
}
