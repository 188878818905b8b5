//! What a price says about seats, kept as it was at the purchase (PRC-01, Q-02, Q-03, Q-05, Q-09, Q-11).

use serde::{Deserialize, Serialize};

use crate::access::AccessWindow;
use crate::catalogue::SeatPolicy;
use crate::time::{AccessDuration, Instant};

/// The window a claim of the seat will have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum SeatTerm {
    /// Frozen at the purchase: every holder has what is left of it.
    Purchase {
        /// The window.
        window: AccessWindow,
        /// The duration that begins at the holder's first launch, for a price so anchored.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from_first_launch: Option<AccessDuration>,
    },
    /// Counted from each claim, for a price anchored at redemption.
    Claim {
        /// How long.
        duration: AccessDuration,
    },
}

/// What was agreed about the seats of an order line; later edits of the price leave it alone (ACC-04, REG-06).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatTerms {
    /// The window of a claim.
    pub term: SeatTerm,
    /// When a claimed seat may be taken back, and how invitations work.
    pub policy: SeatPolicy,
}

const DAY: i64 = 86_400_000_000;

impl SeatTerms {
    /// How many whole days of 24 hours are left at `now` of the window frozen at the purchase, counted from its start
    /// while that is to come; `None` where it has no end, or counts from the claim or the first launch.
    pub fn days_left(&self, now: Instant) -> Option<u64> {
        let SeatTerm::Purchase { window, .. } = &self.term else { return None };
        let from = now.max(window.starts_at());
        let micros = window.ends_at()?.as_micros().saturating_sub(from.as_micros());
        Some(u64::try_from(micros / DAY).unwrap_or(0))
    }
}
