//! Taking an invitation back (REG-22, REG-26).

use super::{InvitationState, Seat, SeatEvent};
use crate::id::InvitationId;
use crate::refusal::{Outcome, Refusal};
use crate::rule::{REG_22, REG_24, RuleId};
use crate::time::Instant;

/// An invitation that cannot be taken back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WithdrawRefused {
    /// There is no such invitation.
    #[error("the seat has no invitation {0}")]
    NoSuchInvitation(InvitationId),
    /// It has ended otherwise.
    #[error("invitation {invitation} is {state} and cannot be withdrawn any more")]
    Over {
        /// The invitation.
        invitation: InvitationId,
        /// What it comes to.
        state: InvitationState,
    },
}

impl Refusal for WithdrawRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::NoSuchInvitation(_) => &[REG_22],
            Self::Over { .. } => &[REG_24],
        }
    }

    fn is_missing(&self) -> bool {
        matches!(self, Self::NoSuchInvitation(_))
    }
}

/// Takes one invitation back, open or expired; others to the same seat stay open.
///
/// # Errors
/// [`WithdrawRefused::Over`] (REG-24) for one that was accepted, or lost its seat.
pub fn withdraw(
    seat: &Seat,
    invitation: InvitationId,
    now: Instant,
) -> Result<(Outcome, Vec<SeatEvent>), WithdrawRefused> {
    let known = seat.invitation(invitation).ok_or(WithdrawRefused::NoSuchInvitation(invitation))?;
    match known.state_at(now) {
        InvitationState::Withdrawn => Ok((Outcome::Unchanged, Vec::new())),
        InvitationState::Open | InvitationState::Expired => {
            Ok((Outcome::Applied, vec![SeatEvent::InvitationWithdrawn { invitation }]))
        }
        state => Err(WithdrawRefused::Over { invitation, state }),
    }
}
