//! The account's status: exactly one of Active, Inactive, Locked (CUS-14).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Customer, CustomerEvent, CustomerRefused, Identity};
use crate::refusal::Outcome;
use crate::stamp::Stamp;
use crate::time::Instant;

/// The account's status with the facts of that state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Status {
    /// The customer may sign in (CUS-15).
    Active,
    /// Switched off by an administrator (CUS-16); the reason is the change's note.
    Inactive,
    /// Stopped: by the system because of suspicious activity, or by hand (CUS-17, X-09).
    Locked {
        /// The rule that locked the account, for an automatic lock; `None` for one by hand.
        automatic: Option<String>,
    },
}

/// The bare word for a status, for filters and tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusWord {
    /// See [`Status::Active`].
    Active,
    /// See [`Status::Inactive`].
    Inactive,
    /// See [`Status::Locked`].
    Locked,
}

impl Status {
    /// The bare word.
    pub fn word(&self) -> StatusWord {
        match self {
            Self::Active => StatusWord::Active,
            Self::Inactive => StatusWord::Inactive,
            Self::Locked { .. } => StatusWord::Locked,
        }
    }
}

impl fmt::Display for StatusWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
            Self::Locked => "locked",
        })
    }
}

/// One change of status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusChange {
    /// The status from then on.
    pub status: Status,
    /// When, by whom and why.
    pub stamp: Stamp,
}

pub(super) fn status_at(statuses: &[StatusChange], now: Instant) -> &Status {
    super::latest_status(statuses, now).map_or(&Status::Active, |change| &change.status)
}

/// Sets the status; grants are left as they are (CUS-18 to CUS-20).
///
/// Where the clock was set back, a change that was written before may hold only later; it is overruled as well.
///
/// # Errors
/// [`CustomerRefused::Erased`] for an erased record (GDPR-11).
pub fn change_status(
    customer: &Customer,
    to: Status,
    now: Instant,
) -> Result<(Outcome, Vec<CustomerEvent>), CustomerRefused> {
    if let Identity::Erased { .. } = customer.identity {
        return Err(CustomerRefused::Erased(customer.id));
    }
    let written_last = customer.statuses.last().map_or(&Status::Active, |change| &change.status);
    if *customer.status_at(now) == to && *written_last == to {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    Ok((Outcome::Applied, vec![CustomerEvent::StatusChanged { status: to }]))
}
