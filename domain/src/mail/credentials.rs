//! How somebody gets in for the first time, as one mail tells it.

use super::MailSecret;
use crate::customer::CustomerEvent;
use crate::time::Instant;

/// How somebody gets in for the first time: a fact for the customer's stream, and what the mail tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Follows the account's own first event.
    pub event: CustomerEvent,
    /// For the mail that the secret was sealed for, and for no other.
    pub secret: MailSecret,
    /// The first instant at which the link is over; `None` for a password.
    pub expires_at: Option<Instant>,
}
