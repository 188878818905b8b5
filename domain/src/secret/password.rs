use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::PasswordError;
use crate::text::prints_nothing;

/// The longest password in bytes of UTF-8; a longer one is refused before any work is done on it.
pub const PASSWORD_MAX_BYTES: usize = 1024;

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

prints_nothing!(Password => "[secret]");
