use thiserror::Error;

use super::PASSWORD_MAX_BYTES;

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
