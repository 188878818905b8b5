//! Keys that count.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rollbook_domain::port::{CountingVault, Vault};
use rollbook_domain::secret::KeyNumber;

use crate::{Keys, KeysFailed};

/// The one key file of a test, which `init` and `demo` make.
#[derive(Clone, Default)]
pub(crate) struct CountedKeys {
    vault: Arc<CountingVault>,
    are_made: Arc<AtomicBool>,
}

impl CountedKeys {
    /// Takes the key file away.
    pub(crate) fn take_away(&self) {
        self.are_made.store(false, Ordering::Relaxed);
    }

    fn made(&self) -> Result<&Arc<CountingVault>, KeysFailed> {
        let are_made = self.are_made.load(Ordering::Relaxed);
        are_made.then_some(&self.vault).ok_or_else(|| KeysFailed("there is no key file".to_owned()))
    }
}

impl Keys for CountedKeys {
    fn open(&self, _file: &Path) -> Result<Arc<dyn Vault>, KeysFailed> {
        Ok(Arc::clone(self.made()?) as _)
    }

    fn create(&self, _file: &Path) -> Result<bool, KeysFailed> {
        Ok(!self.are_made.swap(true, Ordering::Relaxed))
    }

    fn add(&self, _file: &Path) -> Result<KeyNumber, KeysFailed> {
        Ok(self.made()?.rotate())
    }

    fn numbers(&self, _file: &Path) -> Result<Vec<KeyNumber>, KeysFailed> {
        Ok((1..=self.made()?.newest().0).map(KeyNumber).collect())
    }
}
