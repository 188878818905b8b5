//! Secrets under the keys of a key file.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use rollbook_domain::id::{MailId, SeatId};
use rollbook_domain::port::{Vault, VaultError};
use rollbook_domain::secret::{
    CodeLookup, KeyNumber, LinkSecret, Password, RegistrationCode, Sealed, SealedCode,
};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::key_file::{self, KeyBytes, KeyFileError, Seen, random_key};
use crate::random::fill;

const NONCE_BYTES: usize = 24;
const CODE_BYTES: usize = 10;
const LINK_BYTES: usize = 32;
/// Six groups of four characters of five bits each: 120 bits.
const PASSWORD_CHARS: usize = 24;

/// Seals with XChaCha20-Poly1305, each secret for the one thing it belongs to, and finds codes by HMAC-SHA-256.
///
/// The key that seals and the key that finds are both derived from a key of the file, so neither tells the other. A vault
/// over a file sees keys that are added to it while it is in use.
///
/// ```
/// use rollbook_domain::id::{CountingIds, SeatId};
/// use rollbook_domain::port::Vault;
/// use rollbook_system::KeyRingVault;
///
/// let vault = KeyRingVault::new_random()?;
/// let seat = SeatId::next(&CountingIds::default());
/// let sealed = &vault.new_codes(&[seat])?[0];
/// let code = vault.reveal_code(seat, sealed)?;
/// assert!(vault.lookups(&code)?.contains(&sealed.lookup));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct KeyRingVault {
    ring: RwLock<Arc<Ring>>,
    file: Option<PathBuf>,
}

struct Ring {
    keys: Vec<Key>,
    seen: Option<Seen>,
}

struct Key {
    number: KeyNumber,
    sealing: XChaCha20Poly1305,
    finding: Hmac<Sha256>,
}

impl std::fmt::Debug for KeyRingVault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyRingVault(..)")
    }
}

impl KeyRingVault {
    /// A vault over a key file.
    ///
    /// # Errors
    /// [`KeyFileError`] when there is none, when others may read it, or when it is damaged.
    pub fn open(path: &Path) -> Result<Self, KeyFileError> {
        Ok(Self { ring: RwLock::new(Arc::new(Ring::read(path)?)), file: Some(path.to_owned()) })
    }

    /// A vault with one random key that nobody else will ever have, for tests and trials.
    ///
    /// # Errors
    /// [`KeyFileError::NoEntropy`].
    pub fn new_random() -> Result<Self, KeyFileError> {
        let ring = Ring { keys: vec![Key::new(KeyNumber(1), &random_key()?)], seen: None };
        Ok(Self { ring: RwLock::new(Arc::new(ring)), file: None })
    }

    /// The keys as they are now. A file that cannot be read any more leaves those that were read before.
    fn ring(&self) -> Arc<Ring> {
        let held = Arc::clone(&self.ring.read().unwrap_or_else(PoisonError::into_inner));
        let Some(path) = &self.file else { return held };
        let seen = key_file::look(path);
        if seen.is_none() || seen == held.seen {
            return held;
        }
        match Ring::read(path) {
            Ok(ring) => {
                let ring = Arc::new(ring);
                *self.ring.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&ring);
                ring
            }
            Err(_) => held,
        }
    }
}

impl Ring {
    fn read(path: &Path) -> Result<Self, KeyFileError> {
        let read = key_file::read(path)?;
        let keys = read.all.iter().map(|(number, bytes)| Key::new(*number, bytes)).collect();
        Ok(Self { keys, seen: Some(read.seen) })
    }

    fn newest(&self) -> Result<&Key, VaultError> {
        self.keys.last().ok_or_else(|| VaultError::NoKey("the key file is empty".to_owned()))
    }

    fn key(&self, number: KeyNumber) -> Result<&Key, VaultError> {
        self.keys.iter().find(|key| key.number == number).ok_or(VaultError::UnknownKey(number.0))
    }

    fn open(&self, owner: &Owner, sealed: &Sealed) -> Result<Zeroizing<String>, VaultError> {
        self.key(sealed.key)?.open(owner, &sealed.ciphertext)
    }
}

impl Key {
    fn new(number: KeyNumber, bytes: &KeyBytes) -> Self {
        let sealing = XChaCha20Poly1305::new(&(*derived(bytes, b"rollbook: to seal, version 1")).into());
        let finding = mac(&derived(bytes, b"rollbook: to find codes, version 1"));
        Self { number, sealing, finding }
    }

    fn seal(&self, owner: &Owner, nonce: [u8; NONCE_BYTES], secret: &str) -> Result<Sealed, VaultError> {
        let payload = Payload { msg: secret.as_bytes(), aad: &owner.0 };
        // Only a text of more than 250 GB cannot be sealed.
        let sealed = self.sealing.encrypt(&XNonce::from(nonce), payload).map_err(|_| VaultError::Foreign)?;
        Ok(Sealed { key: self.number, ciphertext: [nonce.as_slice(), &sealed].concat().into() })
    }

    fn open(&self, owner: &Owner, ciphertext: &[u8]) -> Result<Zeroizing<String>, VaultError> {
        let (nonce, sealed) = ciphertext.split_first_chunk::<NONCE_BYTES>().ok_or(VaultError::Foreign)?;
        let payload = Payload { msg: sealed, aad: &owner.0 };
        let plain = self.sealing.decrypt(&XNonce::from(*nonce), payload).map_err(|_| VaultError::Foreign)?;
        let plain = String::from_utf8(plain).map_err(|_| VaultError::Foreign)?;
        Ok(Zeroizing::new(plain))
    }

    fn lookup(&self, code: &RegistrationCode) -> CodeLookup {
        let mut mac = self.finding.clone();
        mac.update(code.reveal().as_bytes());
        CodeLookup(mac.finalize().into_bytes().into())
    }

    fn seal_code(
        &self,
        seat: SeatId,
        nonce: [u8; NONCE_BYTES],
        code: &RegistrationCode,
    ) -> Result<SealedCode, VaultError> {
        let sealed = self.seal(&Owner::seat(seat), nonce, code.reveal())?;
        Ok(SealedCode { sealed, lookup: self.lookup(code) })
    }
}

fn derived(key: &KeyBytes, label: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut mac = mac(key);
    mac.update(label);
    Zeroizing::new(mac.finalize().into_bytes().into())
}

fn mac(key: &[u8; 32]) -> Hmac<Sha256> {
    let mut block = Zeroizing::new([0; 64]);
    block[..key.len()].copy_from_slice(key);
    // A key shorter than the block is filled up with zeros, which is what HMAC does itself.
    Hmac::new(&(*block).into())
}

/// What a secret belongs to; it is not in the ciphertext, but no other thing's ciphertext opens in its place.
struct Owner(Vec<u8>);

impl Owner {
    fn seat(seat: SeatId) -> Self {
        Self([b"code of seat ".as_slice(), seat.as_uuid().as_bytes()].concat())
    }

    fn mail(mail: MailId) -> Self {
        Self([b"secret of mail ".as_slice(), mail.as_uuid().as_bytes()].concat())
    }
}

fn random<const LENGTH: usize>(count: usize) -> Result<Zeroizing<Vec<[u8; LENGTH]>>, VaultError> {
    let mut made = Zeroizing::new(vec![[0; LENGTH]; count]);
    fill(made.as_flattened_mut()).map_err(VaultError::NoEntropy)?;
    Ok(made)
}

impl Vault for KeyRingVault {
    fn new_codes(&self, seats: &[SeatId]) -> Result<Vec<SealedCode>, VaultError> {
        let ring = self.ring();
        let key = ring.newest()?;
        let (bits, nonces) = (random::<CODE_BYTES>(seats.len())?, random::<NONCE_BYTES>(seats.len())?);
        let drawn = seats.iter().zip(bits.iter().zip(nonces.iter()));
        drawn
            .map(|(seat, (bits, nonce))| key.seal_code(*seat, *nonce, &RegistrationCode::from_entropy(*bits)))
            .collect()
    }

    fn reseal_code(&self, seat: SeatId, code: &SealedCode) -> Result<Option<SealedCode>, VaultError> {
        let ring = self.ring();
        let newest = ring.newest()?;
        if code.sealed.key == newest.number {
            return Ok(None);
        }
        let plain = self.reveal_code(seat, code)?;
        newest.seal_code(seat, random(1)?[0], &plain).map(Some)
    }

    fn reveal_code(&self, seat: SeatId, code: &SealedCode) -> Result<RegistrationCode, VaultError> {
        let plain = self.ring().open(&Owner::seat(seat), &code.sealed)?;
        RegistrationCode::parse_bare(&plain).map_err(|_| VaultError::Foreign)
    }

    fn lookups(&self, code: &RegistrationCode) -> Result<Vec<CodeLookup>, VaultError> {
        let ring = self.ring();
        ring.newest()?;
        Ok(ring.keys.iter().rev().map(|key| key.lookup(code)).collect())
    }

    fn new_links(&self, count: usize) -> Result<Vec<LinkSecret>, VaultError> {
        Ok(random::<LINK_BYTES>(count)?.iter().map(|bits| LinkSecret::from_entropy(*bits)).collect())
    }

    fn new_passwords(&self, count: usize) -> Result<Vec<Password>, VaultError> {
        self.new_links(count)?.iter().map(password).collect()
    }

    fn seal_for_mail(&self, mail: MailId, secret: &str) -> Result<Sealed, VaultError> {
        self.ring().newest()?.seal(&Owner::mail(mail), random(1)?[0], secret)
    }

    fn open_for_mail(&self, mail: MailId, sealed: &Sealed) -> Result<Zeroizing<String>, VaultError> {
        self.ring().open(&Owner::mail(mail), sealed)
    }
}

/// Groups of four characters without look-alikes, which a person can type from a mail.
fn password(drawn: &LinkSecret) -> Result<Password, VaultError> {
    let mut typed = Zeroizing::new(String::with_capacity(PASSWORD_CHARS + PASSWORD_CHARS / 4));
    for (place, letter) in drawn.reveal().chars().take(PASSWORD_CHARS).enumerate() {
        if place > 0 && place % 4 == 0 {
            typed.push('-');
        }
        typed.push(letter);
    }
    Password::parse(&typed, PASSWORD_CHARS).map_err(|_| VaultError::Foreign)
}

#[cfg(test)]
mod tests;
