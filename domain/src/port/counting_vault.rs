//! A vault that counts and hides nothing.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{Vault, VaultError};
use crate::id::{MailId, SeatId};
use crate::secret::{CodeLookup, KeyNumber, LinkSecret, Password, RegistrationCode, Sealed, SealedCode};

/// A [`Vault`] that counts, for tests that must come out the same twice; whoever reads its ciphertexts reads the secrets.
///
/// ```
/// use rollbook_domain::id::{CountingIds, SeatId};
/// use rollbook_domain::port::{CountingVault, Vault};
///
/// let vault = CountingVault::default();
/// let seat = SeatId::next(&CountingIds::default());
/// let sealed = &vault.new_codes(&[seat])?[0];
/// let code = vault.reveal_code(seat, sealed)?;
/// assert!(vault.lookups(&code)?.contains(&sealed.lookup));
/// # Ok::<(), rollbook_domain::port::VaultError>(())
/// ```
#[derive(Debug)]
pub struct CountingVault {
    made: AtomicU64,
    newest: AtomicU32,
}

impl Default for CountingVault {
    fn default() -> Self {
        Self { made: AtomicU64::new(1), newest: AtomicU32::new(1) }
    }
}

impl CountingVault {
    /// Adds a key; everything is sealed with it from now on.
    pub fn rotate(&self) -> KeyNumber {
        KeyNumber(self.newest.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// The newest key.
    pub fn newest(&self) -> KeyNumber {
        KeyNumber(self.newest.load(Ordering::Relaxed))
    }

    fn bytes<const LENGTH: usize>(&self) -> [u8; LENGTH] {
        let count = self.made.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let mut bytes = [0; LENGTH];
        let start = LENGTH - count.len();
        bytes[start..].copy_from_slice(&count);
        bytes
    }

    fn seal(&self, owner: &uuid::Uuid, secret: &str) -> Sealed {
        let ciphertext = [owner.as_bytes(), secret.as_bytes()].concat();
        Sealed { key: self.newest(), ciphertext: ciphertext.into() }
    }

    fn open(&self, owner: &uuid::Uuid, sealed: &Sealed) -> Result<Zeroizing<String>, VaultError> {
        if !(1..=self.newest().0).contains(&sealed.key.0) {
            return Err(VaultError::UnknownKey(sealed.key.0));
        }
        let secret = sealed.ciphertext.strip_prefix(owner.as_bytes()).ok_or(VaultError::Foreign)?;
        let secret = std::str::from_utf8(secret).map_err(|_| VaultError::Foreign)?;
        Ok(Zeroizing::new(secret.to_owned()))
    }

    fn sealed_code(&self, seat: SeatId, code: &RegistrationCode) -> SealedCode {
        let sealed = self.seal(seat.as_uuid(), code.reveal());
        SealedCode { sealed, lookup: lookup(self.newest().0, code) }
    }
}

fn lookup(key: u32, code: &RegistrationCode) -> CodeLookup {
    CodeLookup(Sha256::digest([&key.to_be_bytes(), code.reveal().as_bytes()].concat()).into())
}

impl Vault for CountingVault {
    fn new_codes(&self, seats: &[SeatId]) -> Result<Vec<SealedCode>, VaultError> {
        let code = |seat: &SeatId| self.sealed_code(*seat, &RegistrationCode::from_entropy(self.bytes()));
        Ok(seats.iter().map(code).collect())
    }

    fn reseal_code(&self, seat: SeatId, code: &SealedCode) -> Result<Option<SealedCode>, VaultError> {
        let plain = self.reveal_code(seat, code)?;
        Ok((code.sealed.key != self.newest()).then(|| self.sealed_code(seat, &plain)))
    }

    fn reveal_code(&self, seat: SeatId, code: &SealedCode) -> Result<RegistrationCode, VaultError> {
        let plain = self.open(seat.as_uuid(), &code.sealed)?;
        RegistrationCode::parse_bare(&plain).map_err(|_| VaultError::Foreign)
    }

    fn lookups(&self, code: &RegistrationCode) -> Result<Vec<CodeLookup>, VaultError> {
        Ok((1..=self.newest().0).rev().map(|key| lookup(key, code)).collect())
    }

    fn new_links(&self, count: usize) -> Result<Vec<LinkSecret>, VaultError> {
        Ok((0..count).map(|_| LinkSecret::from_entropy(self.bytes())).collect())
    }

    fn new_passwords(&self, count: usize) -> Result<Vec<Password>, VaultError> {
        let password = || {
            let number = u64::from_be_bytes(self.bytes());
            Password::parse(&format!("password number {number:08}"), 1).map_err(|_| VaultError::Foreign)
        };
        (0..count).map(|_| password()).collect()
    }

    fn seal_for_mail(&self, mail: MailId, secret: &str) -> Result<Sealed, VaultError> {
        Ok(self.seal(mail.as_uuid(), secret))
    }

    fn open_for_mail(&self, mail: MailId, sealed: &Sealed) -> Result<Zeroizing<String>, VaultError> {
        self.open(mail.as_uuid(), sealed)
    }
}
