//! Seats that the person bought or held, and invitations to them.

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

/// The invitations to the customer's address, and those that the customer accepted; of others to the same seat nothing.
pub(super) fn invitations_received(person: &Person<'_>, seat: &SeatRow) -> Vec<Row> {
    let own = person.record.customer.profile().map(|profile| profile.email.key());
    let claims = seat.seat.claims.iter().filter(|claim| claim.holder == person.id());
    let accepted: Vec<_> = claims.filter_map(|claim| claim.invitation).collect();
    let is_own = |invitation: &&Invitation| {
        let address = invitation.address.as_ref().map(|address| address.reveal().key());
        accepted.contains(&invitation.id) || address.is_some() && address == own
    };
    let told = |invitation: &Invitation| {
        row![
            invitation.id,
            seat.seat.id,
            maybe(invitation.address.as_ref().map(|address| address.reveal().as_typed())),
            maybe(invitation.text.as_ref().map(Note::as_str)),
            invitation.stamp.effective_at,
            invitation.expires_at,
            ended(invitation),
        ]
    };
    seat.seat.invitations.iter().filter(is_own).map(told).collect()
}
