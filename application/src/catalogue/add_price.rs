//! Making a price.

use rollbook_domain::catalogue::{
    AddPrice, Anchor, PriceTerms, SeatPolicy, add_price as decide, check_currency,
};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{GroupId, PriceId};
use rollbook_domain::money::Money;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Title};
use rollbook_domain::time::AccessDuration;

use super::get_product;
use crate::group::get_group;
use crate::{Desk, Failure};

/// A new price's facts as a person gives them.
#[derive(Debug, Clone)]
pub struct NewPrice {
    /// Unique among prices.
    pub code: Code,
    /// The product it sells, by id or code.
    pub product: String,
    /// The title shown beside the product's.
    pub title: Title,
    /// What one unit costs.
    pub unit_price: Money,
    /// How long the access lasts.
    pub duration: AccessDuration,
    /// What the duration counts from.
    pub anchor: Anchor,
    /// Whether two or more units become registration-code seats (REG-02).
    pub makes_registration_codes: bool,
    /// What is agreed about those seats (PRC-01).
    pub seats: SeatPolicy,
    /// Groups the buyer is put into, each by id or code.
    pub adds_to_groups: Vec<String>,
    /// Groups whose members may buy it, each by id or code; empty for everybody.
    pub reserved_to_groups: Vec<String>,
}

/// Makes a price (PRC-01).
///
/// # Errors
/// What [`add_price`](decide) refuses: a code that is taken (ORD-09), an anchor that does not fit (PRC-01), another
/// currency than the tenant's; and [`Failure::Missing`] for a product or group that does not exist, and while the
/// tenant does not exist.
pub async fn add_price(desk: &Desk<'_>, command: NewPrice) -> Result<PriceId, Failure> {
    let id = PriceId::next(desk.ids);
    let mut tries = desk.tries();
    loop {
        let tenant = desk.tenant().await?;
        let catalogue = desk.store.catalogue().await?;
        let product = get_product(&catalogue, &command.product)?.id;
        let terms = PriceTerms {
            title: command.title.clone(),
            unit_price: command.unit_price,
            duration: command.duration,
            anchor: command.anchor,
            makes_registration_codes: command.makes_registration_codes,
            seats: command.seats,
            adds_to_groups: group_ids(desk, &command.adds_to_groups).await?,
            reserved_to_groups: group_ids(desk, &command.reserved_to_groups).await?,
        };
        check_currency(terms.unit_price, tenant.settings.currency)?;
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Tenant, tenant.revision);
        commit.expect(StreamId::Price(id), Revision::NONE);
        for event in decide(&catalogue, AddPrice { code: command.code.clone(), product, terms })? {
            commit.push(Event::Price(id, event), None);
        }
        if tries.commit(commit).await? {
            return Ok(id);
        }
    }
}

/// The groups that `keys` name.
pub(super) async fn group_ids(desk: &Desk<'_>, keys: &[String]) -> Result<Vec<GroupId>, Failure> {
    let mut ids = Vec::with_capacity(keys.len());
    for key in keys {
        ids.push(get_group(desk, key).await?.id);
    }
    Ok(ids)
}
