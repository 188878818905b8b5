//! Taking a seat, by the link of an invitation or by its registration code (REG-17, REG-18, REG-24, Q-04, Q-05).

use super::{
    Channel, Claim, ClaimRefused, ClaimWay, Invitation, InvitationEnd, Offer, SeatEvent, SeatState,
    access_to, grant_for,
};
use crate::access::{AccessEvent, AccessGrant, FrozenTerm};
use crate::customer::StatusWord;
use crate::email::EmailAddress;
use crate::id::{CustomerId, GrantId};
use crate::personal::Personal;
use crate::secret::LinkHash;
use crate::time::{Instant, Zone};

/// What a seat is taken with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimBy {
    /// A link of one of its invitations, new or old.
    Link(LinkHash),
    /// Its present registration code.
    Code,
}

/// Who takes the seat; a new account is Active and has no grants.
#[derive(Debug, Clone, Copy)]
pub struct Claimant<'a> {
    /// The account.
    pub id: CustomerId,
    /// Its status.
    pub status: StatusWord,
    /// Its grants, of this product at least.
    pub grants: &'a [AccessGrant],
    /// The address that the seat is taken with.
    pub address: &'a EmailAddress,
}

/// What taking a seat comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "one is made for each claim and taken apart at once")]
pub enum Claimed {
    /// It is taken.
    Taken {
        /// For the seat's stream.
        seat: SeatEvent,
        /// For the holder's stream.
        access: AccessEvent,
    },
    /// The same person holds it already, by this grant (N78).
    Held(GrantId),
    /// The person has access to the product already, by this grant, and the seat stays free for others.
    HasAccess(GrantId),
}

/// Whether anybody can take the seat by what is given, and with which window (INV-02).
///
/// # Errors
/// [`ClaimRefused`]: a void seat (ORD-14), a link or code that is dead, an order that grants nothing
/// (ORD-13), a buyer who is not Active where the price says so, a window that is over.
pub fn may_claim(
    offer: Offer<'_>,
    buyer: StatusWord,
    by: ClaimBy,
    now: Instant,
    zone: &Zone,
) -> Result<FrozenTerm, ClaimRefused> {
    if offer.seat.voided().is_some() {
        return Err(ClaimRefused::Void);
    }
    match by {
        ClaimBy::Link(link) => {
            let invitation = invitation_of(offer, link).ok_or(ClaimRefused::UnknownLink)?;
            must_be_alive(offer, invitation, link, now)?;
        }
        ClaimBy::Code if offer.seat.state_at(now) == SeatState::Claimed => {
            return Err(ClaimRefused::UsedBySomeoneElse);
        }
        ClaimBy::Code => {}
    }
    if offer.pool.terms.policy.invitations.freezes_with_buyer && buyer != StatusWord::Active {
        return Err(ClaimRefused::Frozen);
    }
    Ok(offer.term_at(now, zone)?)
}

/// Takes the seat for a person; of several who are invited the first one has it, and all other invitations end.
///
/// # Errors
/// As [`may_claim`]; and [`ClaimRefused::OtherAddress`] where only the invited address may accept,
/// [`ClaimRefused::Barred`] (CUS-21) for an account that is not Active.
pub fn claim(
    offer: Offer<'_>,
    buyer: StatusWord,
    by: ClaimBy,
    claimant: Claimant<'_>,
    claim: NewClaim,
    now: Instant,
    zone: &Zone,
) -> Result<Claimed, ClaimRefused> {
    let standing = offer.seat.claim().filter(|_| offer.seat.voided().is_none());
    let is_same_way = |held: &&Claim| match by {
        ClaimBy::Link(link) => {
            invitation_of(offer, link).is_some_and(|known| held.invitation == Some(known.id))
        }
        ClaimBy::Code => true,
    };
    if let Some(held) = standing.filter(|held| held.holder == claimant.id).filter(is_same_way) {
        return Ok(Claimed::Held(held.grant));
    }
    may_claim(offer, buyer, by, now, zone)?;
    let invitation = match by {
        ClaimBy::Link(link) => invitation_of(offer, link),
        ClaimBy::Code => None,
    };
    if let Some(invitation) = invitation.filter(|_| offer.pool.terms.policy.invitations.must_match_email)
        && invitation.address.as_ref().map(Personal::reveal) != Some(claimant.address)
    {
        return Err(ClaimRefused::OtherAddress);
    }
    if claimant.status != StatusWord::Active {
        return Err(ClaimRefused::Barred);
    }
    let has_access = access_to(claimant.grants, offer.pool.product, now);
    if let Some(grant) = has_access.filter(|_| !claim.may_stack) {
        return Ok(Claimed::HasAccess(grant.id));
    }
    let access = grant_for(offer.pool, offer.seat.id, claim.grant, now, zone)?;
    let seat = SeatEvent::SeatClaimed {
        holder: claimant.id,
        grant: claim.grant,
        way: if invitation.is_some() { ClaimWay::Invitation } else { ClaimWay::Code },
        invitation: invitation.map(|invitation| invitation.id),
        address: Some(Personal::new(claimant.address.clone())),
    };
    Ok(Claimed::Taken { seat, access })
}

/// Whether taking the seat so shows that the address is the claimant's: it was mailed there, and by the link in that mail.
///
/// A link that was forwarded or handed over, and a registration code, show nothing about an address. Who could choose the
/// password of an account made so could make one in another's name and wait for them.
pub fn shows_address(offer: Offer<'_>, by: ClaimBy, address: &EmailAddress) -> bool {
    let ClaimBy::Link(link) = by else { return false };
    invitation_of(offer, link).is_some_and(|invitation| {
        invitation.channel == Channel::Mail
            && invitation.address.as_ref().map(Personal::reveal) == Some(address)
    })
}

/// What is new about a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewClaim {
    /// The id of the grant it gives.
    pub grant: GrantId,
    /// Whether somebody who has access already takes a further seat, knowingly.
    pub may_stack: bool,
}

fn invitation_of(offer: Offer<'_>, link: LinkHash) -> Option<&Invitation> {
    offer.seat.invitations.iter().find(|known| known.links.iter().any(|made| made.hash == link))
}

/// An invitation that ended says how; one that did not says whether this is its newest link and whether it is in time.
fn must_be_alive(
    offer: Offer<'_>,
    invitation: &Invitation,
    link: LinkHash,
    now: Instant,
) -> Result<(), ClaimRefused> {
    match &invitation.end {
        Some((InvitationEnd::Accepted, _)) => {
            let accepted = |claim: &Claim| claim.invitation == Some(invitation.id);
            let is_held = offer.seat.claim().is_some_and(accepted);
            Err(if is_held { ClaimRefused::UsedBySomeoneElse } else { ClaimRefused::Reclaimed })
        }
        Some((InvitationEnd::SeatTaken, _)) => Err(ClaimRefused::UsedBySomeoneElse),
        Some((InvitationEnd::Withdrawn, _)) => Err(ClaimRefused::Withdrawn),
        Some((InvitationEnd::SeatVoid, _)) => Err(ClaimRefused::Void),
        None if !invitation.is_newest_link(&link) => Err(ClaimRefused::NewerLink),
        None if invitation.expires_at <= now => {
            Err(ClaimRefused::Expired { ended_at: invitation.expires_at })
        }
        None => Ok(()),
    }
}
