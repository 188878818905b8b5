use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::crockford::{DIGITS, digits, value};
use crate::text::prints_nothing;

const LENGTH: usize = 52;

/// A text that is not the secret of a link; it never says what the text was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a whole link; copy it again from the mail, from its first to its last character")]
pub struct LinkSecretError;

/// The secret of a link sent to a person: 256 random bits, of which only [`LinkSecret::hash`] is ever stored.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkSecret(Zeroizing<String>);

impl LinkSecret {
    /// Makes a secret of 256 random bits.
    pub fn from_entropy(bits: [u8; 32]) -> Self {
        Self(Zeroizing::new(digits(&bits).to_ascii_lowercase()))
    }

    /// Reads the secret itself, or a whole link that ends with it.
    ///
    /// # Errors
    /// [`LinkSecretError`] for any other text.
    pub fn parse(typed: &str) -> Result<Self, LinkSecretError> {
        let last = typed.trim().rsplit('/').next().unwrap_or_default();
        let plain: Option<String> = last
            .chars()
            .map(|letter| {
                value(letter).map(|digit| char::from(DIGITS[usize::from(digit)]).to_ascii_lowercase())
            })
            .collect();
        let plain = plain.map(Zeroizing::new).ok_or(LinkSecretError)?;
        if plain.len() == LENGTH { Ok(Self(plain)) } else { Err(LinkSecretError) }
    }

    /// What is stored in its place: SHA-256. No slow hash is needed for 256 random bits.
    pub fn hash(&self) -> LinkHash {
        LinkHash(Sha256::digest(self.0.as_bytes()).into())
    }

    /// Shows the secret, to the code that writes it into a link or seals it for a mail.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

prints_nothing!(LinkSecret => "[secret]");

/// The SHA-256 of a [`LinkSecret`]; it gives no way back to it. Printed as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct LinkHash([u8; 32]);

/// A text that is not the hash of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not the hash of a link; give its 64 hexadecimal digits")]
pub struct LinkHashError;

impl LinkHash {
    /// Wraps a hash read back from a store.
    pub const fn from_stored(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bare bytes, for stores.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for LinkHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for LinkHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<LinkHash> for String {
    fn from(hash: LinkHash) -> Self {
        hash.to_string()
    }
}

impl TryFrom<String> for LinkHash {
    type Error = LinkHashError;

    fn try_from(value: String) -> Result<Self, LinkHashError> {
        if value.len() != 64 || !value.is_ascii() {
            return Err(LinkHashError);
        }
        let mut bytes = [0_u8; 32];
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&value[2 * place..2 * place + 2], 16).map_err(|_| LinkHashError)?;
        }
        Ok(Self(bytes))
    }
}
