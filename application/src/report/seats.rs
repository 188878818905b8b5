//! How many seats of each order line are in which state.

use rollbook_domain::customer::Profile;
use rollbook_domain::id::{CustomerId, OrderId, ProductId};
use rollbook_domain::order::OrderStatus;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{CustomerKey, Page, PageRequest, PoolQuery};
use rollbook_domain::seat::SeatCounts;
use rollbook_domain::text::Code;

use crate::catalogue::get_product;
use crate::customer::get_customer;
use crate::order::get_order;
use crate::{Desk, Failure};

/// How many order lines are counted in one read.
const CHUNK: usize = 5000;

/// Which order lines are reported; every field that is set narrows the list.
#[derive(Debug, Clone, Default)]
pub struct SeatReport {
    /// Only seats this customer answers for now.
    pub buyer: Option<CustomerKey>,
    /// Only of this product, by id or code.
    pub product: Option<String>,
    /// Only of this order.
    pub order: Option<OrderId>,
}

/// The seats of one order line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineCount {
    /// Who answers for them now.
    pub buyer: CustomerId,
    /// The buyer's profile, unless erased.
    pub profile: Option<Personal<Profile>>,
    /// The order.
    pub order: OrderId,
    /// Its status.
    pub order_status: OrderStatus,
    /// Its line.
    pub line: u32,
    /// The product.
    pub product: ProductId,
    /// The product's code, unless it is not in the catalogue.
    pub product_code: Option<Code>,
    /// How many were bought.
    pub bought: u32,
    /// How many are in which state; together as many as were bought (REG-38).
    pub counts: SeatCounts,
    /// Whole days of access that nobody uses: what is left of the window, for each available and pending seat. `None`
    /// where the window has no end or counts from the claim.
    pub unused_days: Option<u64>,
}

/// Counts the seats of every order line that became seats, in order of order and line, at `now`.
///
/// # Errors
/// [`Failure::Missing`] for a customer, product or order that does not exist, [`Failure::Store`].
pub async fn count_seats(desk: &Desk<'_>, wanted: &SeatReport) -> Result<Vec<LineCount>, Failure> {
    let now = desk.now();
    let catalogue = desk.store.catalogue().await?;
    let buyer = match &wanted.buyer {
        Some(key) => Some(get_customer(desk, key).await?.customer.id),
        None => None,
    };
    let product = wanted.product.as_ref().map(|key| get_product(&catalogue, key)).transpose()?;
    if let Some(order) = wanted.order {
        get_order(desk, order).await?;
    }
    let query = PoolQuery { buyer, order: wanted.order, product: product.map(|product| product.id) };
    let mut request = PageRequest::first(CHUNK);
    let mut counts = Vec::new();
    loop {
        let Page { items, next } = desk.store.pools(&query, now, &request).await?;
        counts.extend(items.into_iter().map(|row| LineCount {
            buyer: row.buyer.id,
            profile: row.buyer.profile.clone(),
            order: row.pool.order,
            order_status: row.order_status,
            line: row.pool.line,
            product: row.pool.product,
            product_code: catalogue.product(row.pool.product).map(|product| product.code.clone()),
            bought: row.pool.quantity,
            counts: row.counts,
            unused_days: unused_days(&row.counts, row.pool.terms.days_left(now)),
        }));
        let Some(cursor) = next else { return Ok(counts) };
        request = PageRequest::after(cursor, CHUNK);
    }
}

fn unused_days(counts: &SeatCounts, days_left: Option<u64>) -> Option<u64> {
    Some(days_left?.saturating_mul(counts.available + counts.pending))
}
