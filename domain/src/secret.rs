//! Passwords and their hashes, which print nothing of themselves.

use std::fmt;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// The longest password in bytes of UTF-8; a longer one is refused before any work is done on it.
pub const PASSWORD_MAX_BYTES: usize = 1024;

/// Why a password was refused; it never says what the password was.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PasswordError {
    /// Too few characters.
    #[error("password has {chars} characters; accepted form: at least {min_chars} characters, spaces count")]
    TooShort {
        /// How many it has.
        chars: usize,
        /// How many it needs.
        min_chars: usize,
    },
    /// Too many bytes.
    #[error("password has {bytes} bytes; accepted form: at most {PASSWORD_MAX_BYTES} bytes of UTF-8")]
    TooLong {
        /// How many it has.
        bytes: usize,
    },
    /// It holds the character NUL.
    #[error("password holds a NUL character; accepted form: any characters but NUL")]
    Nul,
}

/// A password as typed by a person; its memory is overwritten when it is dropped.
///
/// It is brought into Unicode normal form C, so that one password typed on two keyboards is one password, and is
/// otherwise kept exactly: nothing is trimmed or cut off.
///
/// ```
/// use rollbook_domain::secret::Password;
///
/// let password = Password::parse("correct horse battery staple", 15)?;
/// assert_eq!(format!("{password:?}"), "[secret]");
/// # Ok::<(), rollbook_domain::secret::PasswordError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// Takes a password of at least `min_chars` characters.
    ///
    /// # Errors
    /// [`PasswordError`] when it is shorter, is longer than [`PASSWORD_MAX_BYTES`], or holds NUL.
    pub fn parse(typed: &str, min_chars: usize) -> Result<Self, PasswordError> {
        if typed.len() > PASSWORD_MAX_BYTES {
            return Err(PasswordError::TooLong { bytes: typed.len() });
        }
        if typed.contains('\0') {
            return Err(PasswordError::Nul);
        }
        // Room for the longest normal form, so that no half-built copy is left behind in memory.
        let mut normal = Zeroizing::new(String::with_capacity(typed.len() * 3));
        normal.extend(typed.nfc());
        if normal.len() > PASSWORD_MAX_BYTES {
            return Err(PasswordError::TooLong { bytes: normal.len() });
        }
        let chars = normal.chars().count();
        if chars < min_chars {
            return Err(PasswordError::TooShort { chars, min_chars });
        }
        Ok(Self(normal))
    }

    /// Shows the password, to the code that hashes it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[secret]")
    }
}

/// A password's hash, as a PHC string.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(Box<str>);

impl PasswordHash {
    /// Takes a PHC string from the hasher or from a store.
    pub fn from_stored(phc: impl Into<Box<str>>) -> Self {
        Self(phc.into())
    }

    /// Shows the PHC string, to the code that stores it or checks a password against it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[secret]")
    }
}
