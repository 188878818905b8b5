//! Editing a price.

use rollbook_domain::catalogue::{Anchor, EditPrice, EditSeatPolicy, check_currency, edit_price as decide};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::PriceId;
use rollbook_domain::money::Money;
use rollbook_domain::text::Title;
use rollbook_domain::time::AccessDuration;

use super::add_price::group_ids;
use super::get_price;
use crate::{Changed, Desk, Failure};

/// What to change of a price; nothing said keeps what is there.
#[derive(Debug, Clone, Default)]
pub struct PriceEdit {
    /// A new title.
    pub title: Option<Title>,
    /// A new unit price.
    pub unit_price: Option<Money>,
    /// A new duration.
    pub duration: Option<AccessDuration>,
    /// A new anchor.
    pub anchor: Option<Anchor>,
    /// The registration-code switch (REG-02).
    pub makes_registration_codes: Option<bool>,
    /// What is agreed about seats.
    pub seats: EditSeatPolicy,
    /// The groups a buyer is put into, each by id or code.
    pub adds_to_groups: Option<Vec<String>>,
    /// The groups it is reserved to, each by id or code.
    pub reserved_to_groups: Option<Vec<String>>,
}

/// Edits the price that `key` names, for later sales (ACC-04, REG-06).
///
/// # Errors
/// What [`edit_price`](decide) refuses: an anchor that does not fit (PRC-01), another currency than the tenant's; and
/// [`Failure::Missing`] for a price or group that does not exist.
pub async fn edit_price(desk: &Desk<'_>, key: &str, command: PriceEdit) -> Result<Changed<PriceId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let tenant = desk.tenant().await?;
        let catalogue = desk.store.catalogue().await?;
        let price = get_price(&catalogue, key)?;
        if let Some(unit_price) = command.unit_price {
            check_currency(unit_price, tenant.settings.currency)?;
        }
        let edit = EditPrice {
            title: command.title.clone(),
            unit_price: command.unit_price,
            duration: command.duration,
            anchor: command.anchor,
            makes_registration_codes: command.makes_registration_codes,
            seats: command.seats,
            adds_to_groups: match &command.adds_to_groups {
                Some(keys) => Some(group_ids(desk, keys).await?),
                None => None,
            },
            reserved_to_groups: match &command.reserved_to_groups {
                Some(keys) => Some(group_ids(desk, keys).await?),
                None => None,
            },
        };
        let (outcome, events) = decide(price, edit)?;
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Tenant, tenant.revision);
        commit.expect(StreamId::Price(price.id), price.revision);
        for event in events {
            commit.push(Event::Price(price.id, event), None);
        }
        if tries.commit(commit).await? {
            return Ok(Changed { id: price.id, outcome });
        }
    }
}
