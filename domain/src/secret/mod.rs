//! Passwords, registration codes and the secrets of links, which print nothing of themselves.

mod crockford;
mod error;
mod link;
mod password;
mod password_hash;
mod registration_code;
mod sealed;

pub use error::PasswordError;
pub use link::{LinkHash, LinkHashError, LinkSecret, LinkSecretError};
pub use password::{PASSWORD_MAX_BYTES, Password};
pub use password_hash::PasswordHash;
pub use registration_code::{RegistrationCode, RegistrationCodeError};
pub use sealed::{CodeLookup, KeyNumber, Sealed, SealedCode};

#[cfg(test)]
mod tests;
