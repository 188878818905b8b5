//! What events come to for somebody who acts as a customer.

use std::collections::BTreeSet;

use super::Event;
use crate::access::AccessEvent;
use crate::customer::{CustomerEvent, MembershipSource, ProfileField};
use crate::id::{CustomerId, SeatId};
use crate::impersonation::Act;
use crate::record::RecordEvent;
use crate::seat::{ClaimWay, SeatEvent};

/// The furthest-reaching act among the events of one decision of somebody who acts as `whose`, who answers for those seats;
/// none without events (AUD-06).
///
/// What is not known as something that customers do themselves is an administrator's act, so that a new kind of event is
/// barred until somebody thinks about it.
pub fn furthest_act<'event>(
    events: impl Iterator<Item = &'event Event> + Clone,
    whose: CustomerId,
    answered_for: &BTreeSet<SeatId>,
) -> Option<Act> {
    // Giving seats out and taking them back is a buyer's own affair, with all that follows for the learners.
    let is_about_seats = events.clone().any(|event| matches!(event, Event::Seat(..)));
    let with_seats = if is_about_seats { Act::OwnAffairs } else { Act::Administration };
    let act = |event: &Event| match event {
        Event::Seat(seat, event) => seat_act(event, whose, answered_for.contains(seat)),
        other => act(other, whose, with_seats),
    };
    events.map(act).max()
}

fn act(event: &Event, whose: CustomerId, with_seats: Act) -> Act {
    match event {
        Event::Customer(customer, event) => match event {
            RecordEvent::Customer(event) => account_act(event, *customer == whose, with_seats),
            RecordEvent::Order(_) => Act::Payment,
            RecordEvent::Impersonation(_) => Act::Impersonation,
            RecordEvent::Access(AccessEvent::AccessFirstLaunched { .. }) if *customer == whose => {
                Act::OwnAffairs
            }
            RecordEvent::Access(_) | RecordEvent::Enrollment(_) | RecordEvent::Pool(_) => with_seats,
        },
        _ => Act::Administration,
    }
}

/// A buyer gives out and takes back the seats they answer for; a learner claims with a code or an invitation.
fn seat_act(event: &SeatEvent, whose: CustomerId, is_answered_for: bool) -> Act {
    match event {
        SeatEvent::SeatHandedOver { .. } => Act::Administration,
        SeatEvent::SeatClaimed { holder, way: ClaimWay::Invitation | ClaimWay::Code, .. }
            if *holder == whose =>
        {
            Act::OwnAffairs
        }
        _ if is_answered_for => Act::OwnAffairs,
        _ => Act::Administration,
    }
}

fn account_act(event: &CustomerEvent, is_own: bool, with_seats: Act) -> Act {
    match event {
        CustomerEvent::ProfileEdited { fields, .. } if is_own => {
            if fields.contains(&ProfileField::Email) {
                Act::Account
            } else {
                Act::OwnAffairs
            }
        }
        // A learner who gets a seat and has no password is mailed a way in.
        CustomerEvent::AccountLinkMade { .. } if !is_own => with_seats,
        CustomerEvent::PasswordSet { .. }
        | CustomerEvent::PasswordExpirySet { .. }
        | CustomerEvent::AccountLinkMade { .. }
        | CustomerEvent::AccountLinkEnded { .. } => Act::Account,
        CustomerEvent::CustomerAdded { .. }
        | CustomerEvent::GroupJoined { source: MembershipSource::Inherited, .. } => with_seats,
        _ => Act::Administration,
    }
}
