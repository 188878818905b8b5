//! Who was erased, to be kept elsewhere (N123).

use rollbook_domain::commit::Recorded;
use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::event::Event;
use rollbook_domain::port::{ActivityQuery, PageRequest};
use rollbook_domain::privacy::PastErasure;
use rollbook_domain::record::RecordEvent;

use crate::{Desk, Failure};

/// How many events are read at once.
const PAGE: usize = 5_000;

/// Everybody who was ever erased or deleted, in the order of the log, which is read from end to end.
///
/// # Errors
/// [`Failure::Missing`] while the tenant does not exist, [`Failure::Store`].
pub async fn list_erasures(desk: &Desk<'_>) -> Result<Vec<PastErasure>, Failure> {
    desk.tenant().await?;
    let mut page = PageRequest::first(PAGE);
    let mut found = Vec::new();
    loop {
        let read = desk.store.activity(&ActivityQuery::default(), &page).await?;
        found.extend(read.items.iter().filter_map(erasure));
        let Some(next) = read.next else { return Ok(found) };
        page = PageRequest::after(next, PAGE);
    }
}

fn erasure(recorded: &Recorded) -> Option<PastErasure> {
    match &recorded.event {
        Event::Customer(
            customer,
            RecordEvent::Customer(CustomerEvent::CustomerErased | CustomerEvent::CustomerDeleted),
        ) => Some(PastErasure { customer: *customer, erased_at: recorded.recorded_at }),
        _ => None,
    }
}
