//! A vault that cannot be opened.

use zeroize::Zeroizing;

use super::{Vault, VaultError};
use crate::id::{MailId, SeatId};
use crate::secret::{CodeLookup, LinkSecret, Password, RegistrationCode, Sealed, SealedCode};

/// A [`Vault`] without a key, for commands that need one only sometimes; whatever it is asked for, it says why there is
/// none.
#[derive(Debug)]
pub struct ClosedVault(String);

impl ClosedVault {
    /// A vault that is closed for this reason.
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }

    fn because<T>(&self) -> Result<T, VaultError> {
        Err(VaultError::NoKey(self.0.clone()))
    }
}

impl Vault for ClosedVault {
    fn new_codes(&self, _: &[SeatId]) -> Result<Vec<SealedCode>, VaultError> {
        self.because()
    }

    fn reseal_code(&self, _: SeatId, _: &SealedCode) -> Result<Option<SealedCode>, VaultError> {
        self.because()
    }

    fn reveal_code(&self, _: SeatId, _: &SealedCode) -> Result<RegistrationCode, VaultError> {
        self.because()
    }

    fn lookups(&self, _: &RegistrationCode) -> Result<Vec<CodeLookup>, VaultError> {
        self.because()
    }

    fn new_links(&self, _: usize) -> Result<Vec<LinkSecret>, VaultError> {
        self.because()
    }

    fn new_passwords(&self, _: usize) -> Result<Vec<Password>, VaultError> {
        self.because()
    }

    fn seal_for_mail(&self, _: MailId, _: &str) -> Result<Sealed, VaultError> {
        self.because()
    }

    fn open_for_mail(&self, _: MailId, _: &Sealed) -> Result<Zeroizing<String>, VaultError> {
        self.because()
    }
}
