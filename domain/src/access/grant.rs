//! The right to a product in a window.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::AccessWindow;
use crate::id::{GrantId, OrderId, ProductId, SeatId};
use crate::stamp::{Stamp, latest_at};
use crate::time::{AccessDuration, Instant};

/// What brought a grant about (ACC-11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantOrigin {
    /// The customer's own order.
    Order,
    /// An administrator's assignment.
    Assignment,
    /// An import row.
    Import,
    /// The claim of a seat that somebody bought (REG-18).
    RegistrationCode,
    /// An assignment under a sales order (ENR-03).
    SalesOrder,
}

impl fmt::Display for GrantOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Order => "order",
            Self::Assignment => "assignment",
            Self::Import => "import",
            Self::RegistrationCode => "registration code",
            Self::SalesOrder => "sales order",
        })
    }
}

/// Where a grant comes from: what brought it about, and by which order line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GrantSource {
    /// What brought it about.
    pub origin: GrantOrigin,
    /// The order.
    pub order: OrderId,
    /// The order's line.
    pub line: u32,
    /// The seat that was claimed, for a grant that a claim gave; the order is then its buyer's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<SeatId>,
}

/// Whether a grant stands, apart from time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It stands.
    Held,
    /// Its order is cancelled (ORD-14).
    Suspended,
    /// It was taken back, for good.
    Revoked,
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Held => "held",
            Self::Suspended => "suspended",
            Self::Revoked => "revoked",
        })
    }
}

/// One change of a grant's standing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingChange {
    /// The standing from then on.
    pub standing: Standing,
    /// When, by whom and why.
    pub stamp: Stamp,
}

/// One edit of a grant's window; the old dates stay readable (ACC-14).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindowEdit {
    /// The window before.
    pub old: AccessWindow,
    /// The window after.
    pub new: AccessWindow,
    /// When, by whom and why.
    pub stamp: Stamp,
}

/// What a grant comes to at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantState {
    /// Its window opens later (ACC-12).
    Scheduled,
    /// Its window is open.
    InForce,
    /// Its window is over.
    Ended,
    /// Its order is cancelled.
    Suspended,
    /// It was taken back.
    Revoked,
}

impl fmt::Display for GrantState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Scheduled => "scheduled",
            Self::InForce => "in force",
            Self::Ended => "ended",
            Self::Suspended => "suspended",
            Self::Revoked => "revoked",
        })
    }
}

/// The right to a product in a window; one row of a customer's access history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessGrant {
    /// Never changes.
    pub id: GrantId,
    /// The product it opens.
    pub product: ProductId,
    /// What brought it about.
    pub source: GrantSource,
    /// The window as it is now.
    pub window: AccessWindow,
    /// The duration that begins at the first launch, while that has not come.
    pub from_first_launch: Option<AccessDuration>,
    /// Every edit of the window, in the order written.
    pub edits: Vec<WindowEdit>,
    /// Every change of standing, in the order written; a grant is held until the first.
    pub standings: Vec<StandingChange>,
    /// When it was given (effective: the order date) and recorded, and by whom.
    pub stamp: Stamp,
}

impl AccessGrant {
    /// Since when the grant is there at all: the order date.
    pub fn granted_at(&self) -> Instant {
        self.stamp.effective_at
    }

    /// The change of standing that decides at `now`, if any.
    pub fn standing_change_at(&self, now: Instant) -> Option<&StandingChange> {
        latest_at(&self.standings, |change| &change.stamp, now)
    }

    /// The standing at `now`.
    pub fn standing_at(&self, now: Instant) -> Standing {
        self.standing_change_at(now).map_or(Standing::Held, |change| change.standing)
    }

    /// What the grant comes to at `now`; `None` before it was given.
    pub fn state_at(&self, now: Instant) -> Option<GrantState> {
        if now < self.granted_at() {
            return None;
        }
        Some(match self.standing_at(now) {
            Standing::Revoked => GrantState::Revoked,
            Standing::Suspended => GrantState::Suspended,
            Standing::Held if now < self.window.starts_at() => GrantState::Scheduled,
            Standing::Held if self.window.contains(now) => GrantState::InForce,
            Standing::Held => GrantState::Ended,
        })
    }
}
