//! Passwords and their hashes, which print nothing of themselves.

mod error;
mod password;
mod password_hash;

pub use error::PasswordError;
pub use password::{PASSWORD_MAX_BYTES, Password};
pub use password_hash::PasswordHash;

#[cfg(test)]
mod tests;
