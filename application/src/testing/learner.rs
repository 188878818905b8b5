//! What Ada bought: one order for each state that a command on orders starts from.

use rollbook_domain::access::{
    AccessEvent, AccessGrant, AccessWindow, GrantOrigin, GrantSource, Standing, StandingChange,
};
use rollbook_domain::id::{CountingIds, GrantId, OrderId};
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::order::{Order, OrderEvent, OrderLine, OrderStatus, PaymentType, PlaceOrder, place};
use rollbook_domain::port::{EnrollmentRow, OrderRow};
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::time::AccessDuration;

use super::world::{ada, ada_id, catalogue};
use super::{instant, now};

/// The completed order, the cancelled one and the open one.
pub(crate) fn order_id(status: OrderStatus) -> OrderId {
    let number = match status {
        OrderStatus::Processed => 1,
        OrderStatus::Cancelled => 2,
        _ => 3,
    };
    OrderId::next(&CountingIds::starting_at(number))
}

/// The grant of the completed order: it waits for the first launch.
pub(crate) fn grant_id() -> GrantId {
    GrantId::next(&CountingIds::starting_at(1))
}

fn stamp() -> Stamp {
    Stamp {
        position: Revision::new(2),
        effective_at: instant("2026-02-01T00:00:00Z"),
        recorded_at: now(),
        actor: "tester".into(),
        note: None,
    }
}

pub(super) fn orders() -> Vec<Order> {
    let order = |status| {
        let catalogue = catalogue();
        let price = &catalogue.prices()[0];
        let line = OrderLine {
            number: 1,
            product: price.product,
            price: price.id,
            quantity: 1,
            unit_cost: Money::zero(Currency::USD),
        };
        let (order, lines) = (order_id(status), vec![line]);
        let first = if status == OrderStatus::Cancelled { OrderStatus::Processed } else { status };
        let command = PlaceOrder { order, payment_type: PaymentType::Import, status: first, lines };
        let placed = place(command).expect("an order");
        let mut order = Order::from_first(&placed, &stamp()).expect("an order");
        if status == OrderStatus::Cancelled {
            order.apply(&OrderEvent::OrderCancelled { order: order.id }, &stamp());
        }
        order
    };
    [OrderStatus::Processed, OrderStatus::Cancelled, OrderStatus::New].map(order).into()
}

pub(super) fn grants() -> Vec<AccessGrant> {
    let product = catalogue().products()[0].id;
    let grant = |number, status| {
        let granted = AccessEvent::AccessGranted {
            grant: GrantId::next(&CountingIds::starting_at(number)),
            product,
            source: GrantSource {
                origin: GrantOrigin::Assignment,
                order: order_id(status),
                line: 1,
                seat: None,
            },
            window: AccessWindow::unending_from(instant("2026-02-01T00:00:00Z")),
            from_first_launch: AccessDuration::parse("30 days").ok(),
        };
        AccessGrant::from_first(&granted, &stamp()).expect("a grant")
    };
    let mut suspended = grant(2, OrderStatus::Cancelled);
    suspended.standings.push(StandingChange { standing: Standing::Suspended, stamp: stamp() });
    vec![grant(1, OrderStatus::Processed), suspended]
}

/// Ada in the course `ALG`.
pub(crate) fn enrollment() -> EnrollmentRow {
    EnrollmentRow {
        customer: ada_id(),
        revision: Revision::new(2),
        profile: None,
        statuses: Vec::new(),
        grants: grants(),
        facts: Vec::new(),
    }
}

/// One of Ada's orders as a store gives it.
pub(crate) fn order_row(id: OrderId) -> Option<OrderRow> {
    let order = ada().order(id)?.clone();
    Some(OrderRow { customer: ada_id(), email: None, order })
}
