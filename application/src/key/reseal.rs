//! Sealing registration codes with the newest key.

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::port::{Page, PageRequest, SeatQuery, SeatRow, Vault};
use rollbook_domain::seat::SeatEvent;

use crate::{Desk, Failure};

/// So many seats are read and written together.
const AT_ONCE: usize = 1000;

/// Seals every registration code of the tenant with the newest key, a batch at a time, and gives how many it sealed; the
/// codes themselves stay as they are. What was interrupted is completed by doing it again.
///
/// # Errors
/// [`Failure::Vault`] for a code whose key is missing or whose row was changed; batches before it are done.
pub async fn reseal_codes(desk: &Desk<'_>, vault: &dyn Vault) -> Result<u64, Failure> {
    let (mut resealed, mut page) = (0, PageRequest::first(AT_ONCE));
    loop {
        let (count, next) = reseal_page(desk, vault, &page).await?;
        resealed += count;
        match next {
            Some(next) => page = next,
            None => return Ok(resealed),
        }
    }
}

async fn reseal_page(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    page: &PageRequest,
) -> Result<(u64, Option<PageRequest>), Failure> {
    let mut tries = desk.tries();
    loop {
        let Page { items, next } = desk.store.seats(&SeatQuery::default(), page).await?;
        let mut commit = desk.new_commit(desk.now());
        for SeatRow { seat, .. } in items {
            let Some(code) = &seat.code else { continue };
            if let Some(code) = vault.reseal_code(seat.id, code)? {
                commit.expect(StreamId::Seat(seat.id), seat.revision);
                commit.push(Event::Seat(seat.id, SeatEvent::CodeResealed { code: Some(code) }), None);
            }
        }
        let count = commit.events.len() as u64;
        if tries.commit(commit).await? {
            return Ok((count, next.map(|cursor| PageRequest::after(cursor, AT_ONCE))));
        }
    }
}
