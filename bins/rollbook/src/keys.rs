//! Key files of this machine.

use std::path::Path;
use std::sync::Arc;

use rollbook_cli::{Keys, KeysFailed};
use rollbook_domain::port::Vault;
use rollbook_domain::secret::KeyNumber;
use rollbook_system::{KeyFileError, KeyRingVault, add_key, create_key_file, key_numbers};

/// Keys in files.
pub(crate) struct KeyFiles;

impl Keys for KeyFiles {
    fn open(&self, file: &Path) -> Result<Arc<dyn Vault>, KeysFailed> {
        Ok(Arc::new(KeyRingVault::open(file).map_err(failed)?))
    }

    fn create(&self, file: &Path) -> Result<bool, KeysFailed> {
        create_key_file(file).map_err(failed)
    }

    fn add(&self, file: &Path) -> Result<KeyNumber, KeysFailed> {
        add_key(file).map_err(failed)
    }

    fn numbers(&self, file: &Path) -> Result<Vec<KeyNumber>, KeysFailed> {
        key_numbers(file).map_err(failed)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where an error is turned into another")]
fn failed(error: KeyFileError) -> KeysFailed {
    KeysFailed(error.to_string())
}
