//! What events come to for somebody who acts as a customer.

use super::Event;
use crate::access::AccessEvent;
use crate::customer::{CustomerEvent, MembershipSource, ProfileField};
use crate::id::CustomerId;
use crate::impersonation::Act;
use crate::record::RecordEvent;

/// The furthest-reaching act among the events of one decision of somebody who acts as `whose`; none without events (AUD-06).
///
/// What is not known as something that customers do themselves is an administrator's act, so that a new kind of event is
/// barred until somebody thinks about it.
pub fn furthest_act<'event>(
    events: impl Iterator<Item = &'event Event> + Clone,
    whose: CustomerId,
) -> Option<Act> {
    // Giving seats out and taking them back is a buyer's own affair, with all that follows for the learners.
    let is_about_seats = events.clone().any(|event| matches!(event, Event::Seat(..)));
    let with_seats = if is_about_seats { Act::OwnAffairs } else { Act::Administration };
    events.map(|event| act(event, whose, with_seats)).max()
}

fn act(event: &Event, whose: CustomerId, with_seats: Act) -> Act {
    match event {
        Event::Seat(..) => Act::OwnAffairs,
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

fn account_act(event: &CustomerEvent, is_own: bool, with_seats: Act) -> Act {
    match event {
        CustomerEvent::ProfileEdited { fields, .. } if is_own => {
            if fields.contains(&ProfileField::Email) {
                Act::Account
            } else {
                Act::OwnAffairs
            }
        }
        CustomerEvent::PasswordSet { .. }
        | CustomerEvent::PasswordExpirySet { .. }
        | CustomerEvent::AccountLinkMade { .. }
        | CustomerEvent::AccountLinkEnded { .. } => Act::Account,
        CustomerEvent::CustomerAdded { .. }
        | CustomerEvent::GroupJoined { source: MembershipSource::Inherited, .. } => with_seats,
        _ => Act::Administration,
    }
}
