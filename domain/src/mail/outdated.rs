//! What a mail with a secret rests on, looked at once more before it is sent (MAIL-03 to MAIL-07).
//!
//! Days may lie between a mail's cause and its sending: it was held, or the mail server was not there. A secret is told to
//! nobody whom it is not meant for any more, and no link is sent that opens nothing.

use super::Mail;
use crate::customer::Customer;
use crate::seat::{Invitation, InvitationEnd, Seat};
use crate::secret::LinkHash;
use crate::time::Instant;

/// Why a mail with a secret is not sent any more; it names nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Outdated {
    /// The customer was erased.
    #[error("the customer whose account it is about was erased")]
    CustomerErased,
    /// The address is not the customer's any more.
    #[error("the customer has another address by now; send a new mail, which goes to that one")]
    AddressChanged,
    /// Another password was set since.
    #[error(
        "another password was set since, so the one it tells opens nothing; send a password link if need be"
    )]
    PasswordReplaced,
    /// The account's link was used, or a password or another address was set since.
    #[error("the link it tells was used, or a password was set since; send a new link if need be")]
    AccountLinkEnded,
    /// Nobody has such a link.
    #[error("the link it tells is not known any more; send a new one")]
    LinkUnknown,
    /// The time of the link or of the invitation is over.
    #[error("the link it tells ended at {ended_at}; send a new one")]
    LinkExpired {
        /// The first instant at which it was over.
        ended_at: Instant,
    },
    /// The seat is out of use.
    #[error("the seat is not in use any more")]
    SeatVoid,
    /// The invitation was accepted already.
    #[error("the invitation was accepted already")]
    InvitationAccepted,
    /// Somebody else took the seat.
    #[error("somebody else took the seat; invite to another one")]
    SeatTaken,
    /// The buyer took the invitation or the seat back.
    #[error("the invitation was withdrawn; invite again if need be")]
    InvitationWithdrawn,
    /// Another mail carries the link that opens the invitation now.
    #[error("a newer link was made for the invitation, so the one it tells opens nothing")]
    NewerLink,
}

/// Whether a mail to a customer may still tell its secret: a link to the account, or the password that was made for it
/// where there is no `link`.
///
/// # Errors
/// [`Outdated`], for a customer who is gone (GDPR-11) or has another address, for a password that was replaced, and
/// for a link that cannot be used any more (MAIL-06, MAIL-07).
pub fn may_tell_customer(
    customer: Option<&Customer>,
    mail: &Mail,
    link: Option<&LinkHash>,
    now: Instant,
) -> Result<(), Outdated> {
    let customer = customer.ok_or(Outdated::CustomerErased)?;
    let profile = customer.profile().ok_or(Outdated::CustomerErased)?;
    if mail.to.as_ref().map(|to| to.reveal().key()) != Some(profile.email.key()) {
        return Err(Outdated::AddressChanged);
    }
    let Some(link) = link else {
        let is_replaced = customer.password.set_at.is_some_and(|set_at| set_at > mail.queued_at);
        return if is_replaced { Err(Outdated::PasswordReplaced) } else { Ok(()) };
    };
    let link = customer.links.iter().find(|known| known.hash == *link).ok_or(Outdated::LinkUnknown)?;
    if link.is_open_at(now) {
        Ok(())
    } else if link.is_ended {
        Err(Outdated::AccountLinkEnded)
    } else {
        Err(Outdated::LinkExpired { ended_at: link.expires_at })
    }
}

/// Whether a mail may still tell this link of an invitation; whether the seat can be taken at present is not asked, for
/// that may change until the recipient tries.
///
/// # Errors
/// [`Outdated`], for a seat that is void (ORD-14), an invitation that ended (Q-04, REG-24), a link whose time is over or
/// that a newer one replaced.
pub fn may_tell_invited(seat: Option<&Seat>, link: &LinkHash, now: Instant) -> Result<(), Outdated> {
    let seat = seat.ok_or(Outdated::LinkUnknown)?;
    if seat.voided().is_some() {
        return Err(Outdated::SeatVoid);
    }
    let has_link = |known: &&Invitation| known.links.iter().any(|made| made.hash == *link);
    let invitation = seat.invitations.iter().find(has_link).ok_or(Outdated::LinkUnknown)?;
    match &invitation.end {
        Some((InvitationEnd::Accepted, _)) => Err(Outdated::InvitationAccepted),
        Some((InvitationEnd::SeatTaken, _)) => Err(Outdated::SeatTaken),
        Some((InvitationEnd::Withdrawn, _)) => Err(Outdated::InvitationWithdrawn),
        Some((InvitationEnd::SeatVoid, _)) => Err(Outdated::SeatVoid),
        None if !invitation.is_newest_link(link) => Err(Outdated::NewerLink),
        None if invitation.expires_at <= now => {
            Err(Outdated::LinkExpired { ended_at: invitation.expires_at })
        }
        None => Ok(()),
    }
}
