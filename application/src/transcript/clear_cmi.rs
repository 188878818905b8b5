//! Clearing what a SCORM module sent.

use rollbook_domain::id::ItemId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;
use rollbook_domain::transcript::cmi::{CmiData, clear_cmi as decide};

use super::item_work::ItemWork;
use crate::{Changed, Desk, Failure};

/// Clears everything that a module sent of a customer, or says what would happen.
///
/// # Errors
/// What [`clear_cmi`](decide) refuses (TRN-07), and [`Failure::Missing`] for an item or a customer that does not exist.
pub async fn clear_cmi(
    desk: &Desk<'_>,
    customer: &CustomerKey,
    item: &str,
    reason: Option<Note>,
    is_dry_run: bool,
) -> Result<Changed<ItemId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let work = ItemWork::load(desk, customer, item).await?;
        work.must_not_be_erased()?;
        let id = work.item.id;
        let data = desk.store.find_cmi(work.customer(), id).await?.unwrap_or_else(|| CmiData::empty(id));
        let now = desk.now();
        let (outcome, events) = decide(&work.transcript, &data, &work.course, &work.item, now)?;
        if is_dry_run || tries.commit(work.commit(desk, now, events, reason.as_ref())).await? {
            return Ok(Changed { id, outcome });
        }
    }
}
