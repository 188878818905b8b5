//! The seats that are given out, in the order they are taken.

use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::id::{CustomerId, OrderId, ProductId, SeatId};
use rollbook_domain::port::{PageRequest, PoolQuery, SeatQuery, SeatRow};
use rollbook_domain::seat::{AssignSeatRefused, Offer, SeatState, assignable, may_be_assigned};
use rollbook_domain::time::{Instant, Zone};

use super::find::offer;
use super::get_seat;
use crate::catalogue::get_product;
use crate::{Desk, Failure, What};

/// Which seats are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeatSource {
    /// The buyer's available seats of a product, by its code or id.
    Product(String),
    /// The buyer's available seats of one order line.
    Line {
        /// The order.
        order: OrderId,
        /// The line.
        line: u32,
    },
    /// One seat of the buyer's, available or pending.
    Seat(SeatId),
}

/// Seats at hand, all of one product and one buyer.
pub(super) struct Stock {
    pub(super) product: ProductId,
    rows: Vec<SeatRow>,
}

/// How many seats are looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// As many as this are needed.
    pub(super) count: usize,
    /// As many more are loaded, to choose among.
    pub(super) spare: usize,
}

impl Stock {
    /// The product of the seats that are meant.
    pub(super) async fn product(
        desk: &Desk<'_>,
        buyer: CustomerId,
        source: &SeatSource,
        catalogue: &Catalogue,
    ) -> Result<ProductId, Failure> {
        match source {
            SeatSource::Product(key) => Ok(get_product(catalogue, key)?.id),
            SeatSource::Seat(id) => Ok(get_seat(desk, *id, Some(buyer)).await?.pool.product),
            SeatSource::Line { order, line } => product_of_line(desk, buyer, *order, *line).await,
        }
    }

    /// Loads as many seats as are wanted, or all there are.
    pub(super) async fn load(
        desk: &Desk<'_>,
        buyer: CustomerId,
        product: ProductId,
        source: &SeatSource,
        wanted: Wanted,
        (now, zone): (Instant, &Zone),
    ) -> Result<Self, Failure> {
        let state = Some((SeatState::Available, now));
        let query = SeatQuery { buyer: Some(buyer), state, ..SeatQuery::default() };
        let query = match source {
            SeatSource::Seat(id) => {
                return Ok(Self { product, rows: vec![get_seat(desk, *id, Some(buyer)).await?] });
            }
            SeatSource::Product(_) => SeatQuery { product: Some(product), ..query },
            SeatSource::Line { order, line } => SeatQuery { order: Some(*order), line: Some(*line), ..query },
        };
        let (mut rows, mut after) = (Vec::new(), None);
        let mut missing = wanted.count.saturating_add(wanted.spare).max(1);
        loop {
            let page = desk.store.seats(&query, &PageRequest { after, limit: missing }).await?;
            let is_usable = |row: &&SeatRow| may_be_assigned(offer(row), now, zone).is_ok();
            missing = missing.saturating_sub(page.items.iter().filter(is_usable).count());
            rows.extend(page.items);
            after = page.next;
            if after.is_none() || missing == 0 {
                return Ok(Self { product, rows });
            }
        }
    }

    /// The seats that may be given, beginning further on the more of them there are than needed.
    ///
    /// Many who take seats at once would otherwise all reach for the first one; `bits` tells them apart.
    pub(super) fn offers(
        &self,
        wanted: Wanted,
        bits: Option<u128>,
        (now, zone): (Instant, &Zone),
    ) -> Result<Vec<Offer<'_>>, AssignSeatRefused> {
        let mut offers = assignable(self.rows.iter().map(offer), now, zone)?;
        let surplus = offers.len().saturating_sub(wanted.count) as u128;
        if let Some(bits) = bits {
            let begin = usize::try_from(bits % (surplus + 1)).unwrap_or(0);
            offers.drain(..begin);
        }
        Ok(offers)
    }
}

async fn product_of_line(
    desk: &Desk<'_>,
    buyer: CustomerId,
    order: OrderId,
    line: u32,
) -> Result<ProductId, Failure> {
    let query = PoolQuery { buyer: Some(buyer), order: Some(order), product: None };
    let pools = desk.store.pools(&query, desk.now(), &PageRequest::everything()).await?;
    let found = pools.items.iter().find(|row| row.pool.line == line);
    found.map(|row| row.pool.product).ok_or_else(|| Failure::missing(What::Order, format!("{order}:{line}")))
}
