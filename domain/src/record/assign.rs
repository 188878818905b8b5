//! Assigning a product: a completed order at zero cost, and access at once (ORD-02 to ORD-06, X-02).

use super::place::{check_known, check_reserved, joining};
use super::{AssignRefused, CustomerRecord, RecordEvent};
use crate::access::{AccessEvent, Dates, GrantOrigin, GrantSource, freeze};
use crate::catalogue::{Catalogue, Price, Product};
use crate::id::{GrantId, OrderId};
use crate::money::Money;
use crate::order::{OrderLine, OrderStatus, PaymentType, PlaceOrder, place};
use crate::time::{Instant, Zone};

/// An assignment's facts.
#[derive(Debug, Clone)]
pub struct AssignProduct<'a> {
    /// The product.
    pub product: &'a Product,
    /// The price, when one is named.
    pub price: Option<&'a Price>,
    /// The order's new id.
    pub order: OrderId,
    /// The grant's new id.
    pub grant: GrantId,
    /// What brings it about: an assignment or an import row.
    pub origin: GrantOrigin,
    /// What the one unit costs in this order.
    pub cost: Money,
    /// The order's date, which the window counts from.
    pub ordered_at: Instant,
    /// When the command is given.
    pub now: Instant,
    /// Dates typed for this grant.
    pub dates: Dates,
}

/// Assigns a product by a completed order of one unit with payment type Import (ORD-03, ORD-04, Q-16).
///
/// # Errors
/// [`AssignRefused`]: erased record (GDPR-11), no or no single price (ORD-09), a cost in another currency than the price's
/// (ORD-08), a price reserved to other groups (GRP-11), and what placing the order and freezing the window refuse.
pub fn assign(
    record: &CustomerRecord,
    catalogue: &Catalogue,
    command: &AssignProduct<'_>,
    zone: &Zone,
) -> Result<Vec<RecordEvent>, AssignRefused> {
    check_known(record)?;
    let price = choose_price(catalogue, command)?;
    let currency = price.terms.unit_price.currency();
    if command.cost.currency() != currency {
        return Err(AssignRefused::OtherCurrency { cost: command.cost, currency });
    }
    check_reserved(record, price)?;
    let mut events = give(price, command, zone)?;
    events.extend(joining(record, &price.terms.adds_to_groups).map(RecordEvent::from));
    Ok(events)
}

/// The order and the grant of one unit; all that an import row and an assignment have in common.
///
/// # Errors
/// As [`assign`], for the order and the window.
pub fn give(
    price: &Price,
    command: &AssignProduct<'_>,
    zone: &Zone,
) -> Result<Vec<RecordEvent>, AssignRefused> {
    let AssignProduct { order, grant, origin, cost, ordered_at, now, dates, .. } = *command;
    let frozen = freeze(&price.terms, ordered_at, now, dates, zone)?;
    let product = price.product;
    let line = OrderLine { number: 1, product, price: price.id, quantity: 1, unit_cost: cost };
    let placed = place(PlaceOrder {
        order,
        payment_type: PaymentType::Import,
        status: OrderStatus::Processed,
        lines: vec![line],
    })?;
    let granted = AccessEvent::AccessGranted {
        grant,
        product,
        source: GrantSource { origin, order, line: 1, seat: None },
        window: frozen.window,
        from_first_launch: frozen.from_first_launch,
    };
    Ok(vec![placed.into(), granted.into()])
}

fn choose_price<'a>(
    catalogue: &'a Catalogue,
    command: &AssignProduct<'a>,
) -> Result<&'a Price, AssignRefused> {
    let product = command.product;
    if let Some(price) = command.price {
        if price.product == product.id {
            return Ok(price);
        }
        let (price, product) = (price.code.clone(), product.code.clone());
        return Err(AssignRefused::OtherProduct { price, product });
    }
    let mut prices = catalogue.prices_of(product.id);
    match (prices.next(), prices.count()) {
        (None, _) => Err(AssignRefused::NoPrice(product.code.clone())),
        (Some(price), 0) => Ok(price),
        (Some(_), more) => {
            Err(AssignRefused::SeveralPrices { product: product.code.clone(), count: more + 1 })
        }
    }
}
