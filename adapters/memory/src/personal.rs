//! Taking what is personal out of an event before it goes into the log.

use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::event::Event;
use rollbook_domain::record::RecordEvent;

/// The event as a store with a written log would read it back from the payload.
pub(crate) fn take_personal(mut event: Event) -> Event {
    if let Event::Customer(_, RecordEvent::Customer(event)) = &mut event {
        match event {
            CustomerEvent::CustomerAdded { profile, .. } | CustomerEvent::ProfileEdited { profile, .. } => {
                *profile = None;
            }
            CustomerEvent::PasswordSet { hash, .. } => *hash = None,
            _ => {}
        }
    }
    event
}
