//! Assigning a product to a customer (ORD-02 to ORD-06).

use rollbook_domain::access::{AccessEvent, Dates, GrantOrigin};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, GrantId, OrderId};
use rollbook_domain::money::Money;
use rollbook_domain::order::OrderEvent;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::record::{AssignProduct, RecordEvent, assign, assign_under};
use rollbook_domain::text::Note;
use rollbook_domain::time::Moment;

use super::confirmation::{Completed, ConfirmationMail, confirmation};
use crate::catalogue::{get_price, get_product};
use crate::customer::get_customer;
use crate::sales_order::{Taking, get_sales_order};
use crate::{Desk, Failure};

/// What to assign, with product and price named by id or code.
#[derive(Debug, Clone)]
pub struct AssignCommand {
    /// The product.
    pub product: String,
    /// One of its prices; needed where it has several.
    pub price: Option<String>,
    /// The order's date; now when it is not given.
    pub ordered: Option<Moment>,
    /// Dates typed for this grant.
    pub dates: Dates,
    /// What the unit costs in this order; nothing when it is not given.
    pub cost: Option<Money>,
    /// The sales order it is given under, by id or number, if any: access then ends with that.
    pub sales_order: Option<String>,
    /// What becomes of the order's confirmation.
    pub mail: ConfirmationMail,
    /// Why, for the activity log.
    pub reason: Option<Note>,
}

/// What an assignment made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assigned {
    /// The customer.
    pub customer: CustomerId,
    /// The completed order.
    pub order: OrderId,
    /// The grant.
    pub grant: GrantId,
    /// Whether the access is over already, because its dates have passed.
    pub is_over: bool,
}

/// Assigns a product by a completed order; it rests on the price, on the tenant's zone and on the sales order as they were
/// read.
///
/// # Errors
/// What [`assign`] and [`assign_under`] refuse; [`SalesOrderRefused`](rollbook_domain::sales_order::SalesOrderRefused)
/// (ENR-01) for a sales order without a seat left; [`Failure::Missing`] for a customer, product, price or sales order that
/// does not exist.
pub async fn assign_product(
    desk: &Desk<'_>,
    key: &CustomerKey,
    command: &AssignCommand,
) -> Result<Assigned, Failure> {
    let (order, grant) = (OrderId::next(desk.ids), GrantId::next(desk.ids));
    let mut tries = desk.tries();
    loop {
        let tenant = desk.tenant().await?;
        let zone = &tenant.settings.time_zone;
        let record = get_customer(desk, key).await?;
        let catalogue = desk.store.catalogue().await?;
        let now = desk.now();
        let ordered_at = command.ordered.map_or(now, |moment| moment.starts_at(zone));
        let price = command.price.as_ref().map(|key| get_price(&catalogue, key)).transpose()?;
        let assigned = AssignProduct {
            product: get_product(&catalogue, &command.product)?,
            price,
            order,
            grant,
            origin: GrantOrigin::Assignment,
            cost: command.cost.unwrap_or(Money::zero(tenant.settings.currency)),
            ordered_at,
            now,
            dates: command.dates,
        };
        let customer = record.customer.id;
        let mut commit = desk.new_commit(now);
        let mut taking = Taking::default();
        let mut is_over = false;
        let events = match &command.sales_order {
            None => assign(&record, &catalogue, &assigned, zone)?,
            Some(key) => {
                let sales_order = get_sales_order(desk, key).await?;
                is_over = sales_order.terms.term.ends_at() <= now && command.dates.ends.is_none();
                let events = assign_under(&record, &catalogue, &assigned, &sales_order, zone)?;
                taking.add(sales_order.id, customer);
                taking.of(sales_order);
                events
            }
        };
        taking.write(desk, &mut commit, None, now).await?;
        commit.expect(StreamId::Customer(customer), record.revision);
        commit.expect(StreamId::Tenant, tenant.revision);
        let lines = match events.first() {
            Some(RecordEvent::Order(OrderEvent::OrderPlaced { lines, .. })) => lines.as_slice(),
            _ => &[],
        };
        let completed =
            Completed { record: &record, catalogue: &catalogue, order, ordered_at, lines, given: &events };
        commit.mails.extend(confirmation(desk, &completed, command.mail));
        for event in events {
            let effective_at = match &event {
                RecordEvent::Order(OrderEvent::OrderPlaced { lines, .. }) => {
                    for price in lines.iter().filter_map(|line| catalogue.price(line.price)) {
                        commit.expect(StreamId::Price(price.id), price.revision);
                    }
                    ordered_at
                }
                RecordEvent::Access(AccessEvent::AccessGranted { window, .. }) => {
                    let follows = command.sales_order.is_some();
                    is_over = is_over || (!follows && window.is_born_ended(ordered_at, now));
                    ordered_at
                }
                _ => now,
            };
            commit.push_effective(Event::Customer(customer, event), effective_at, command.reason.clone());
        }
        if tries.commit(commit).await? {
            return Ok(Assigned { customer, order, grant, is_over });
        }
    }
}
