//! Secrets: making them, sealing them, and finding what they stand for.

use crate::id::{MailId, SeatId};
use crate::secret::{CodeLookup, LinkSecret, Password, RegistrationCode, Sealed, SealedCode};

/// A secret that could not be made, sealed or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// There is no key at all.
    #[error("there is no key to seal secrets with: {0}")]
    NoKey(String),
    /// The secret was sealed with a key that is not in the ring.
    #[error("this was sealed with key {0}, which is not in the key file; put that key back")]
    UnknownKey(u32),
    /// The ciphertext was changed, or belongs to another thing.
    #[error(
        "a sealed secret does not belong where it stands: the key file is another database's, or the row was \
         changed; restore either from a backup"
    )]
    Foreign,
    /// The machine gives no randomness.
    #[error("the machine gives no random numbers: {0}")]
    NoEntropy(String),
}

/// Makes secrets, and keeps them unreadable to whoever has the database alone.
pub trait Vault: Send + Sync {
    /// Makes a new registration code for each seat, sealed for it with the newest key, in the order given.
    ///
    /// # Errors
    /// [`VaultError::NoKey`], [`VaultError::NoEntropy`].
    fn new_codes(&self, seats: &[SeatId]) -> Result<Vec<SealedCode>, VaultError>;

    /// Seals the same code with the newest key; `None` when it is sealed so already.
    ///
    /// # Errors
    /// [`VaultError`].
    fn reseal_code(&self, seat: SeatId, code: &SealedCode) -> Result<Option<SealedCode>, VaultError>;

    /// Shows a seat's registration code.
    ///
    /// # Errors
    /// [`VaultError::UnknownKey`], [`VaultError::Foreign`].
    fn reveal_code(&self, seat: SeatId, code: &SealedCode) -> Result<RegistrationCode, VaultError>;

    /// What a registration code may be found by: one keyed hash for each key of the ring.
    ///
    /// # Errors
    /// [`VaultError::NoKey`].
    fn lookups(&self, code: &RegistrationCode) -> Result<Vec<CodeLookup>, VaultError>;

    /// Makes secrets for links, of 256 random bits each.
    ///
    /// # Errors
    /// [`VaultError::NoEntropy`].
    fn new_links(&self, count: usize) -> Result<Vec<LinkSecret>, VaultError>;

    /// Makes passwords of at least 112 random bits each.
    ///
    /// # Errors
    /// [`VaultError::NoEntropy`].
    fn new_passwords(&self, count: usize) -> Result<Vec<Password>, VaultError>;

    /// Seals what a mail tells its recipient, for that mail.
    ///
    /// # Errors
    /// [`VaultError::NoKey`], [`VaultError::NoEntropy`].
    fn seal_for_mail(&self, mail: MailId, secret: &str) -> Result<Sealed, VaultError>;

    /// Reads what was sealed for a mail; the text is the secret itself.
    ///
    /// # Errors
    /// [`VaultError::UnknownKey`], [`VaultError::Foreign`].
    fn open_for_mail(&self, mail: MailId, sealed: &Sealed) -> Result<zeroize::Zeroizing<String>, VaultError>;
}
