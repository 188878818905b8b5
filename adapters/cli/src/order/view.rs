//! An order, as printed.

use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::id::{CustomerId, OrderId};
use rollbook_domain::money::Money;
use rollbook_domain::order::{OrderLine, OrderStatus, PaymentType};
use rollbook_domain::port::OrderRow;
use rollbook_domain::time::{Instant, Zone, in_words};
use serde::Serialize;

use crate::Column;
use crate::page::Page;

/// One order.
#[derive(Serialize)]
pub(super) struct View {
    id: OrderId,
    customer: CustomerId,
    email: Option<String>,
    ordered_at: Instant,
    recorded_at: Instant,
    status: OrderStatus,
    payment_type: PaymentType,
    total: Option<Money>,
    lines: Vec<LineView>,
    history: Vec<StatusView>,
}

#[derive(Serialize)]
pub(super) struct LineView {
    number: u32,
    product: String,
    price: String,
    quantity: u32,
    unit_cost: Money,
}

#[derive(Serialize)]
struct StatusView {
    status: OrderStatus,
    since: Instant,
    actor: String,
    reason: Option<String>,
}

/// The columns of every list of orders.
pub(super) const COLUMNS: &[Column<View>] = &[
    Column::new("id", "ID", |view, _| view.id.to_string()),
    Column::data("customer"),
    Column::new("email", "CUSTOMER", |view, _| view.email.clone().unwrap_or_else(|| "(erased)".to_owned())),
    Column::new("ordered_at", "ORDERED", |view, zone| in_words(view.ordered_at, zone)),
    Column::new("status", "STATUS", |view, _| view.status.to_string()),
    Column::new("payment_type", "PAYMENT", |view, _| view.payment_type.to_string()),
    Column::new("total", "TOTAL", |view, _| total(view)),
    Column::new("lines", "PRODUCTS", |view, _| {
        view.lines.iter().map(|line| line.product.clone()).collect::<Vec<_>>().join(", ")
    }),
];

/// Puts an order together with the codes of what was bought.
pub(super) fn view(row: OrderRow, catalogue: &Catalogue) -> View {
    let order = row.order;
    let lines = order.lines.iter().map(|line| line_view(line, catalogue));
    let history = order.statuses.iter().map(|change| StatusView {
        status: change.status,
        since: change.stamp.effective_at,
        actor: change.stamp.actor.to_string(),
        reason: change.stamp.note.as_ref().map(|note| note.as_str().to_owned()),
    });
    View {
        id: order.id,
        customer: row.customer,
        email: row.email.map(|email| email.into_inner().as_typed().to_owned()),
        ordered_at: order.stamp.effective_at,
        recorded_at: order.stamp.recorded_at,
        status: order.status(),
        payment_type: order.payment_type,
        total: order.total(),
        lines: lines.collect(),
        history: history.collect(),
    }
}

/// A line with the codes of what was bought.
pub(super) fn line_view(line: &OrderLine, catalogue: &Catalogue) -> LineView {
    LineView {
        number: line.number,
        product: catalogue
            .product(line.product)
            .map_or_else(|| line.product.to_string(), |product| product.code.to_string()),
        price: catalogue
            .price(line.price)
            .map_or_else(|| line.price.to_string(), |price| price.code.to_string()),
        quantity: line.quantity,
        unit_cost: line.unit_cost,
    }
}

/// Writes the order as a page.
pub(super) fn page(view: &View, zone: &Zone) -> String {
    let mut page = Page::new(&format!("Order {}", view.id));
    page.facts(vec![
        ("Customer", view.email.clone().unwrap_or_else(|| format!("(erased) {}", view.customer))),
        ("Ordered", in_words(view.ordered_at, zone)),
        ("Recorded", in_words(view.recorded_at, zone)),
        ("Status", view.status.to_string()),
        ("Payment", view.payment_type.to_string()),
        ("Total", total(view)),
    ]);
    let lines = view.lines.iter().map(|line| {
        let amount = format!("{} at {}", line.quantity, line.unit_cost);
        vec![line.number.to_string(), line.product.clone(), line.price.clone(), amount]
    });
    page.section("Lines", lines.collect());
    let history = view.history.iter().map(|change| {
        let reason = change.reason.clone().unwrap_or_default();
        vec![in_words(change.since, zone), change.status.to_string(), change.actor.clone(), reason]
    });
    page.section("History", history.collect());
    page.into_text()
}

fn total(view: &View) -> String {
    view.total.as_ref().map_or_else(String::new, ToString::to_string)
}
