//! Inviting somebody to a seat (REG-14, REG-15, REG-22 to REG-24, REG-26).

use super::{Channel, InvitationState, Offer, OfferRefused, SeatEvent, SeatState};
use crate::email::EmailAddress;
use crate::id::{InvitationId, SeatId};
use crate::personal::Personal;
use crate::refusal::Refusal;
use crate::rule::{Q_05, REG_22, REG_24, REG_39, RuleId};
use crate::secret::LinkHash;
use crate::text::Note;
use crate::time::{Instant, Zone};

/// A seat that nobody can be invited to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InviteRefused {
    /// Somebody holds it.
    #[error(
        "{seat} is claimed, so nobody can be invited to it; take it back first, or invite to another seat"
    )]
    Claimed {
        /// The seat.
        seat: SeatId,
    },
    /// The same address has an open invitation to it.
    #[error(
        "the address is invited to {seat} already, until {until}; \
         `rollbook seat remind` or `rollbook seat resend` with {invitation} sends a newer link"
    )]
    AlreadyInvited {
        /// The seat.
        seat: SeatId,
        /// The open invitation.
        invitation: InvitationId,
        /// The first instant at which it is over.
        until: Instant,
    },
    /// Only an address that was invited may accept, and a link handed over has none.
    #[error(
        "the price that {seat} was bought at lets only the invited address accept, and a link handed over names none; \
         send an invitation by mail instead"
    )]
    NeedsAddress {
        /// The seat.
        seat: SeatId,
    },
    /// The seat would open nothing.
    #[error(transparent)]
    Offer(#[from] OfferRefused),
}

impl Refusal for InviteRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Claimed { .. } => &[REG_39, REG_22],
            Self::AlreadyInvited { .. } => &[REG_24],
            Self::NeedsAddress { .. } => &[Q_05],
            Self::Offer(refused) => refused.rules(),
        }
    }
}

/// An invitation's facts.
#[derive(Debug, Clone)]
pub struct InviteTo {
    /// Its new id.
    pub invitation: InvitationId,
    /// The hash of its link's secret.
    pub link: LinkHash,
    /// Who is invited; `None` for a link that the buyer hands over (REG-22).
    pub address: Option<EmailAddress>,
    /// The buyer's own words.
    pub text: Option<Note>,
}

/// An invitation that may be made; a plan makes its link only once it is applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvitation {
    /// Its id.
    pub id: InvitationId,
    /// Who is invited; `None` for a link that the buyer hands over.
    pub address: Option<Personal<EmailAddress>>,
    /// The first instant at which it is over.
    pub expires_at: Instant,
}

impl NewInvitation {
    /// For the seat's stream.
    pub fn sent(self, link: LinkHash, text: Option<Note>) -> SeatEvent {
        SeatEvent::InvitationSent {
            invitation: self.id,
            channel: if self.address.is_some() { Channel::Mail } else { Channel::Link },
            link,
            expires_at: self.expires_at,
            address: self.address,
            text,
        }
    }
}

/// Invites to a seat that is available, or that others are invited to already: the first to accept takes it (REG-24).
///
/// # Errors
/// As [`may_invite`].
pub fn invite(
    offer: Offer<'_>,
    command: InviteTo,
    now: Instant,
    zone: &Zone,
) -> Result<SeatEvent, InviteRefused> {
    let InviteTo { invitation, link, address, text } = command;
    Ok(may_invite(offer, invitation, address, now, zone)?.sent(link, text))
}

/// Decides whether an invitation to a seat may be made, and until when it is open.
///
/// # Errors
/// [`InviteRefused::Claimed`] (REG-39, REG-22), [`InviteRefused::AlreadyInvited`] (REG-24) for an address with an open
/// invitation to this very seat, [`InviteRefused::NeedsAddress`], [`InviteRefused::Offer`] as
/// [`Offer::term_at`].
pub fn may_invite(
    offer: Offer<'_>,
    id: InvitationId,
    address: Option<EmailAddress>,
    now: Instant,
    zone: &Zone,
) -> Result<NewInvitation, InviteRefused> {
    let seat = offer.seat.id;
    offer.term_at(now, zone)?;
    if offer.seat.state_at(now) == SeatState::Claimed {
        return Err(InviteRefused::Claimed { seat });
    }
    let address = address.map(Personal::new);
    let open = offer.seat.invitations.iter().find(|known| {
        address.is_some() && known.address == address && known.state_at(now) == InvitationState::Open
    });
    if let Some(known) = open {
        return Err(InviteRefused::AlreadyInvited { seat, invitation: known.id, until: known.expires_at });
    }
    if address.is_none() && offer.pool.terms.policy.invitations.must_match_email {
        return Err(InviteRefused::NeedsAddress { seat });
    }
    Ok(NewInvitation { id, address, expires_at: offer.expires_at(now) })
}
