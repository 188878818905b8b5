//! Sign-ins: when, from where, by what means, and what came of it; and the rule that locks an account for them.
//!
//! They are many and personal, so they are no events: they stand in rows of their own, which an erasure removes.

mod lock_rule;
mod refusal;
#[cfg(test)]
mod tests;
mod words;

use std::net::IpAddr;

pub use lock_rule::{LockRule, Suspicion, first_suspicion, unlocked_at};
pub use refusal::{LoginRefused, may_record};
pub use words::{LoginMeans, LoginOutcome};

use crate::id::{CustomerId, LoginId};
use crate::personal::Personal;
use crate::time::Instant;

/// One attempt to sign in (AUD-01). That of an impersonator is none of the customer's and never among them (AUD-08).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// Names it, so that recording it twice is recording it once.
    pub id: LoginId,
    /// Whose account.
    pub customer: CustomerId,
    /// When.
    pub at: Instant,
    /// From which address.
    pub address: Personal<IpAddr>,
    /// What came of it.
    pub outcome: LoginOutcome,
    /// By what means.
    pub means: LoginMeans,
}
