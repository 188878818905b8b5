//! Email addresses: how they are accepted, and when two of them are one.

mod address;
mod canonical;
mod error;
mod key;

pub use address::EmailAddress;
pub use error::EmailError;
pub use key::EmailKey;

#[cfg(test)]
mod tests;
