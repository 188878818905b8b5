//! Seats that the person bought or held, and invitations to them.

use rollbook_domain::email::EmailAddress;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::SeatRow;
use rollbook_domain::seat::{Channel, Claim, Invitation, InvitationEnd};
use rollbook_domain::text::Note;

use crate::privacy::person::Person;
use crate::privacy::row::{Row, maybe, row};

pub(super) fn seat_bought(person: &Person<'_>, row: &SeatRow) -> Row {
    let seat = &row.seat;
    let state = match (seat.voided(), seat.claim()) {
        (Some(_), _) => "void",
        (None, Some(_)) => "claimed",
        (None, None) => "open",
    };
    row![
        seat.id,
        seat.order,
        seat.line,
        seat.number,
        person.product(row.pool.product),
        seat.stamp.effective_at,
        state,
    ]
}

/// What an invitation ended with; nothing that depends on the hour, so that an export changes only with what it tells.
fn ended(invitation: &Invitation) -> &'static str {
    match &invitation.end {
        None => "not ended",
        Some((InvitationEnd::Accepted, _)) => "accepted",
        Some((InvitationEnd::SeatTaken, _)) => "taken by somebody else",
        Some((InvitationEnd::Withdrawn, _)) => "withdrawn",
        Some((InvitationEnd::SeatVoid, _)) => "seat void",
    }
}

/// The invitations that the customer made: their own words, and nobody's address.
pub(super) fn invitations_sent(bought: &SeatRow) -> Vec<Row> {
    let told = |invitation: &Invitation| {
        let channel = match invitation.channel {
            Channel::Mail => "mail",
            Channel::Link => "link",
        };
        row![
            invitation.id,
            bought.seat.id,
            channel,
            maybe(invitation.text.as_ref().map(Note::as_str)),
            invitation.stamp.effective_at,
            invitation.expires_at,
            ended(invitation),
        ]
    };
    bought.seat.invitations.iter().map(told).collect()
}

pub(super) fn seats_held(person: &Person<'_>, held: &SeatRow) -> Vec<Row> {
    let own = held.seat.claims.iter().filter(|claim| claim.holder == person.id());
    let told = |claim: &Claim| {
        row![
            held.seat.id,
            person.product(held.pool.product),
            claim.way,
            maybe(claim.address.as_ref().map(|address| address.reveal().as_typed())),
            claim.stamp.effective_at,
            maybe(claim.reclaimed.as_ref().map(|stamp| stamp.effective_at)),
        ]
    };
    own.map(told).collect()
}

/// The invitations to the customer's addresses, and those that the customer accepted; of others to the same seat nothing.
///
/// One that was sent to somebody else, and came to the customer as a link, tells neither their address nor the words to them.
pub(super) fn invitations_received(person: &Person<'_>, seat: &SeatRow) -> Vec<Row> {
    let claims = seat.seat.claims.iter().filter(|claim| claim.holder == person.id());
    let accepted: Vec<_> = claims.filter_map(|claim| claim.invitation).collect();
    let told = |invitation: &Invitation| {
        let address = invitation.address.as_ref().map(Personal::reveal);
        let own = address.filter(|address| person.is_own(address));
        if own.is_none() && !accepted.contains(&invitation.id) {
            return None;
        }
        let text = invitation.text.as_ref().filter(|_| own.is_some() || address.is_none());
        Some(row![
            invitation.id,
            seat.seat.id,
            maybe(own.map(EmailAddress::as_typed)),
            maybe(text.map(Note::as_str)),
            invitation.stamp.effective_at,
            invitation.expires_at,
            ended(invitation),
        ])
    };
    seat.seat.invitations.iter().filter_map(told).collect()
}
