//! The key file that secrets are sealed with.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rollbook_domain::port::Vault;
use rollbook_domain::secret::KeyNumber;

use crate::CliError;

/// Looks after key files.
pub trait Keys {
    /// Opens the vault over a key file.
    ///
    /// # Errors
    /// [`KeysFailed`].
    fn open(&self, file: &Path) -> Result<Arc<dyn Vault>, KeysFailed>;

    /// Makes a key file with a first key; `false` when there is a file already, which is left as it is.
    ///
    /// # Errors
    /// [`KeysFailed`].
    fn create(&self, file: &Path) -> Result<bool, KeysFailed>;

    /// Adds a key, with which everything is sealed from now on.
    ///
    /// # Errors
    /// [`KeysFailed`].
    fn add(&self, file: &Path) -> Result<KeyNumber, KeysFailed>;

    /// The numbers of the keys, the newest last.
    ///
    /// # Errors
    /// [`KeysFailed`].
    fn numbers(&self, file: &Path) -> Result<Vec<KeyNumber>, KeysFailed>;
}

/// A key file that cannot be used, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct KeysFailed(pub String);

impl From<KeysFailed> for CliError {
    fn from(failed: KeysFailed) -> Self {
        Self::Unavailable(failed.0)
    }
}

/// The key file of a database, and who looks after it.
pub(crate) struct KeyPlace {
    pub(crate) keys: Box<dyn Keys>,
    /// Named by the environment, or beside the database's own file; `None` for a database without a file.
    pub(crate) file: Option<PathBuf>,
}

impl KeyPlace {
    pub(crate) fn file(&self) -> Result<&Path, KeysFailed> {
        self.file.as_deref().ok_or_else(unnamed)
    }

    pub(crate) fn open(&self) -> Result<Arc<dyn Vault>, KeysFailed> {
        self.keys.open(self.file()?)
    }

    pub(crate) fn create(&self) -> Result<bool, KeysFailed> {
        self.keys.create(self.file()?)
    }

    pub(crate) fn add(&self) -> Result<KeyNumber, KeysFailed> {
        self.keys.add(self.file()?)
    }

    pub(crate) fn numbers(&self) -> Result<Vec<KeyNumber>, KeysFailed> {
        self.keys.numbers(self.file()?)
    }
}

/// Nobody said where the key file is, and the database has no place for it.
pub(crate) fn unnamed() -> KeysFailed {
    KeysFailed(
        "it is not said where the key file is, and a database on a server has no file to keep one beside; set \
         ROLLBOOK_KEY_FILE to a path such as /etc/rollbook/keys, with the same file for every process on this database"
            .to_owned(),
    )
}
