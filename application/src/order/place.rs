//! Placing an order for a customer (REG-01, REG-03 to REG-06, ORD-13).

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, OrderId};
use rollbook_domain::money::Money;
use rollbook_domain::order::{OrderEvent, OrderLine, OrderStatus, PaymentType, PlaceOrder};
use rollbook_domain::port::{CustomerKey, Vault};
use rollbook_domain::record::{self, RecordEvent};
use rollbook_domain::text::Note;
use rollbook_domain::time::Moment;

use super::confirmation::ConfirmationMail;
use super::give::{GivenByOrder, Granting, give};
use crate::catalogue::get_price;
use crate::customer::get_customer;
use crate::{Desk, Failure};

/// One line of a new order, with its price named by id or code.
#[derive(Debug, Clone)]
pub struct PlaceLine {
    /// The price.
    pub price: String,
    /// How many units.
    pub quantity: u32,
    /// What one unit costs in this order; what the price says when it is not given.
    pub unit_cost: Option<Money>,
}

/// What to order.
#[derive(Debug, Clone)]
pub struct PlaceCommand {
    /// The lines; equal ones are merged.
    pub lines: Vec<PlaceLine>,
    /// The status it begins with; only a granting one gives something (ORD-13).
    pub status: OrderStatus,
    /// How it is paid.
    pub payment_type: PaymentType,
    /// The order's date; now when it is not given.
    pub ordered: Option<Moment>,
    /// What becomes of the confirmation that a granting order has.
    pub mail: ConfirmationMail,
    /// Why, for the activity log.
    pub reason: Option<Note>,
}

/// A placed order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedOrder {
    /// The customer.
    pub customer: CustomerId,
    /// The order.
    pub order: OrderId,
    /// Its status.
    pub status: OrderStatus,
    /// Its lines, equal ones merged.
    pub lines: Vec<OrderLine>,
    /// What it gave.
    pub given: GivenByOrder,
}

/// Places an order for a customer; a granting one gives seats or access at once, in the same commit.
///
/// # Errors
/// What [`place_order`](record::place_order) and [`give_order`](record::give_order) refuse; [`Failure::Missing`] for a
/// customer or price that does not exist; [`Failure::Vault`] when no registration codes can be made.
pub async fn place_order(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    key: &CustomerKey,
    command: &PlaceCommand,
) -> Result<PlacedOrder, Failure> {
    let order = OrderId::next(desk.ids);
    let mut tries = desk.tries();
    loop {
        let tenant = desk.tenant().await?;
        let zone = &tenant.settings.time_zone;
        let record = get_customer(desk, key).await?;
        let catalogue = desk.store.catalogue().await?;
        let now = desk.now();
        let ordered_at = command.ordered.map_or(now, |moment| moment.starts_at(zone));
        let mut typed = Vec::with_capacity(command.lines.len());
        for (line, number) in command.lines.iter().zip(1..) {
            let price = get_price(&catalogue, &line.price)?;
            let unit_cost = line.unit_cost.unwrap_or(price.terms.unit_price);
            let (product, price, quantity) = (price.product, price.id, line.quantity);
            typed.push(OrderLine { number, product, price, quantity, unit_cost });
        }
        let (payment_type, status) = (command.payment_type, command.status);
        let placed = PlaceOrder { order, payment_type, status, lines: typed };
        let placed = record::place_order(&record, &catalogue, placed)?;
        let lines = match &placed {
            OrderEvent::OrderPlaced { lines, .. } => lines.clone(),
            _ => Vec::new(),
        };
        let customer = record.customer.id;
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Customer(customer), record.revision);
        commit.expect(StreamId::Tenant, tenant.revision);
        let event = Event::Customer(customer, RecordEvent::Order(placed));
        commit.push_effective(event, ordered_at, command.reason.clone());
        let mut given = GivenByOrder::default();
        if status.is_granting() {
            let granting = Granting {
                record: &record,
                catalogue: &catalogue,
                zone,
                order,
                lines: &lines,
                ordered_at,
                effective_at: ordered_at,
                mail: command.mail,
                reason: command.reason.as_ref(),
            };
            given = give(desk, vault, &mut commit, &granting)?;
        }
        if tries.commit(commit).await? {
            return Ok(PlacedOrder { customer, order, status, lines, given });
        }
    }
}
