//! Hashing of passwords.

use crate::secret::{Password, PasswordHash};

/// A password that could not be hashed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the password could not be hashed: {0}")]
pub struct PasswordHasherError(pub String);

/// Hashes passwords slowly, on purpose.
pub trait PasswordHasher: Send + Sync {
    /// Hashes many at once, in the order given, on all cores.
    ///
    /// # Errors
    /// [`PasswordHasherError`] when the machine has no memory or no entropy for it.
    fn hash_many(&self, passwords: &[Password]) -> Result<Vec<PasswordHash>, PasswordHasherError>;
}
