//! Taking what is personal or secret out of an event before it goes into the log.

use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::event::Event;
use rollbook_domain::mail::OutboxEvent;
use rollbook_domain::record::RecordEvent;
use rollbook_domain::seat::SeatEvent;
use rollbook_domain::transcript::TranscriptEvent;

/// The event as a store with a written log would read it back from the payload.
pub(crate) fn take_personal(mut event: Event) -> Event {
    match &mut event {
        Event::Customer(_, RecordEvent::Customer(event)) => match event {
            CustomerEvent::CustomerAdded { profile, .. } | CustomerEvent::ProfileEdited { profile, .. } => {
                *profile = None;
            }
            CustomerEvent::PasswordSet { hash, .. } => *hash = None,
            _ => {}
        },
        Event::Seat(_, event) => match event {
            SeatEvent::SeatBought { code, .. }
            | SeatEvent::SeatReclaimed { code }
            | SeatEvent::SeatReinstated { code }
            | SeatEvent::CodeResealed { code } => *code = None,
            SeatEvent::InvitationSent { address, text, .. } => (*address, *text) = (None, None),
            SeatEvent::SeatClaimed { address, .. } => *address = None,
            _ => {}
        },
        Event::Outbox(
            OutboxEvent::AddressSuppressed { address } | OutboxEvent::AddressAllowed { address },
        ) => *address = None,
        Event::Transcript(_, TranscriptEvent::AttemptSubmitted { answers, .. }) => *answers = None,
        Event::Transcript(_, TranscriptEvent::CmiCommitted(commit)) => commit.elements = None,
        _ => {}
    }
    event
}
