//! Links by which a customer sets a password or unlocks the account (X-10, X-15, MAIL-06, MAIL-07).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::secret::LinkHash;
use crate::stamp::Stamp;
use crate::time::Instant;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// To set the first password of an account that was made by somebody else.
    SetPassword,
    /// To set a new password in place of a forgotten one.
    ResetPassword,
    /// To unlock an account that was locked automatically.
    Unlock,
}

impl fmt::Display for LinkPurpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::SetPassword => "set password",
            Self::ResetPassword => "reset password",
            Self::Unlock => "unlock",
        })
    }
}

/// A link that was made for a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLink {
    /// What for.
    pub purpose: LinkPurpose,
    /// The hash of its secret.
    pub hash: LinkHash,
    /// The first instant at which it is over.
    pub expires_at: Instant,
    /// When and by whom it was made.
    pub stamp: Stamp,
    /// Whether it was used, or tried after its time, or a password was set since.
    pub is_ended: bool,
}

impl AccountLink {
    /// Whether it can be used at `now`.
    pub fn is_open_at(&self, now: Instant) -> bool {
        !self.is_ended && now < self.expires_at
    }
}
