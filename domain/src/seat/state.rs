//! What a seat comes to at an instant (REG-38, Q-01).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{InvitationState, Seat};
use crate::time::Instant;

/// The state of a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeatState {
    /// To be given out.
    Available,
    /// Somebody is invited and may still accept.
    Pending,
    /// Somebody holds it.
    Claimed,
    /// Out of use.
    Void,
}

impl fmt::Display for SeatState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Available => "available",
            Self::Pending => "pending",
            Self::Claimed => "claimed",
            Self::Void => "void",
        })
    }
}

impl Seat {
    /// What it comes to at `now`; invitations are over by the clock, so a pending seat becomes available by itself.
    pub fn state_at(&self, now: Instant) -> SeatState {
        if self.voided().is_some() {
            return SeatState::Void;
        }
        if self.claim().is_some() {
            return SeatState::Claimed;
        }
        let is_open = |state| state == InvitationState::Open;
        if self.invitations.iter().any(|invitation| is_open(invitation.state_at(now))) {
            return SeatState::Pending;
        }
        SeatState::Available
    }

    /// The last instant at which an invitation that has not ended will be over, if there is one.
    pub fn invited_until(&self) -> Option<Instant> {
        let open = self.invitations.iter().filter(|invitation| invitation.end.is_none());
        open.map(|invitation| invitation.expires_at).max()
    }
}

/// How many seats are in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct SeatCounts {
    /// To be given out.
    pub available: u64,
    /// Invited.
    pub pending: u64,
    /// Held.
    pub claimed: u64,
    /// Out of use.
    pub void: u64,
}

impl SeatCounts {
    /// Counts one more seat.
    pub fn count(&mut self, state: SeatState) {
        match state {
            SeatState::Available => self.available += 1,
            SeatState::Pending => self.pending += 1,
            SeatState::Claimed => self.claimed += 1,
            SeatState::Void => self.void += 1,
        }
    }

    /// All of them; equals what was bought (REG-38).
    pub fn sum(&self) -> u64 {
        self.available + self.pending + self.claimed + self.void
    }
}
