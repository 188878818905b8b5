//! Reading what a SCORM module sent.

use rollbook_domain::catalogue::{ContentItem, ItemKind};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::transcript::cmi::{CmiData, CmiRefused};

use super::item_work::ItemWork;
use crate::{Desk, Failure};

/// The item, and everything that it sent of a customer.
///
/// # Errors
/// [`CmiRefused::NotAModule`] (TRN-07), and [`Failure::Missing`] for an item or a customer that does not exist.
pub async fn read_cmi(
    desk: &Desk<'_>,
    customer: &CustomerKey,
    item: &str,
) -> Result<(ContentItem, CmiData), Failure> {
    let work = ItemWork::load(desk, customer, item).await?;
    let (id, kind) = (work.item.id, work.item.terms.kind);
    if kind != ItemKind::Scorm {
        return Err(CmiRefused::NotAModule { item: work.item.code, kind }.into());
    }
    let data = desk.store.find_cmi(work.customer(), id).await?;
    Ok((work.item, data.unwrap_or_else(|| CmiData::empty(id))))
}
