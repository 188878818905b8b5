//! What sending a newer link of an invitation takes, whether with a new life or as a reminder.

use super::{Invitation, InvitationState, Offer, OfferRefused};
use crate::id::InvitationId;
use crate::refusal::Refusal;
use crate::rule::{INV_01, REG_22, REG_24, REG_28, RuleId};
use crate::time::{Instant, Zone};

/// An invitation of which no newer link can be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenewRefused {
    /// There is no such invitation.
    #[error("the seat has no invitation {0}")]
    NoSuchInvitation(InvitationId),
    /// It is over in a way that no newer link mends.
    #[error("invitation {invitation} is {state}, so no newer link is sent; {}", advice(*.state))]
    Over {
        /// The invitation.
        invitation: InvitationId,
        /// What it comes to.
        state: InvitationState,
    },
    /// The link was handed over by the buyer, or the address was erased.
    #[error("invitation {0} has no address to send to; `rollbook seat link` makes another link to hand over")]
    NoAddress(InvitationId),
    /// The seat would open nothing.
    #[error(transparent)]
    Offer(#[from] OfferRefused),
}

impl Refusal for RenewRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Over { state: InvitationState::Accepted, .. } => &[INV_01, REG_28],
            Self::Over { state: InvitationState::Taken, .. } => &[INV_01, REG_24],
            Self::NoSuchInvitation(_) | Self::Over { .. } => &[INV_01],
            Self::NoAddress(_) => &[REG_22],
            Self::Offer(refused) => refused.rules(),
        }
    }

    fn is_missing(&self) -> bool {
        matches!(self, Self::NoSuchInvitation(_))
    }
}

fn advice(state: InvitationState) -> &'static str {
    match state {
        InvitationState::Accepted => "`rollbook seat resend --holder` sends the sign-in details again",
        InvitationState::Expired => "`rollbook seat resend` gives it a new life",
        InvitationState::Open
        | InvitationState::Taken
        | InvitationState::Withdrawn
        | InvitationState::Void => "invite the person again",
    }
}

/// The invitation, if a newer link of it can be mailed while it is in one of the states.
pub(super) fn renewable<'a>(
    offer: Offer<'a>,
    id: InvitationId,
    states: &[InvitationState],
    now: Instant,
    zone: &Zone,
) -> Result<&'a Invitation, RenewRefused> {
    let invitation = offer.seat.invitation(id).ok_or(RenewRefused::NoSuchInvitation(id))?;
    let state = invitation.state_at(now);
    if !states.contains(&state) {
        return Err(RenewRefused::Over { invitation: id, state });
    }
    offer.term_at(now, zone)?;
    if invitation.address.is_none() {
        return Err(RenewRefused::NoAddress(id));
    }
    Ok(invitation)
}
