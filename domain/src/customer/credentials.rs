//! How somebody whose account was made without a password gets in.

use super::{CustomerEvent, LinkPurpose};
use crate::secret::{LinkHash, PasswordHash};
use crate::time::Instant;

/// What was made for somebody without a password; the secret itself is in the mail alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FirstCredentials {
    /// A link by which they set a password, once.
    Link(LinkHash),
    /// A password that lasts until the first sign-in.
    Generated(PasswordHash),
}

/// Gives an account its first credentials; for an account that has no password.
pub fn give_credentials(made: FirstCredentials, now: Instant) -> CustomerEvent {
    match made {
        FirstCredentials::Link(link) => LinkPurpose::SetPassword.make(link, now),
        FirstCredentials::Generated(hash) => {
            CustomerEvent::PasswordSet { hash: Some(hash), must_change: true }
        }
    }
}
