//! Orders: found by id, listed by customer and by the status they have now.

use pollster::block_on;
use rollbook_domain::id::{CustomerId, OrderId};
use rollbook_domain::order::{OrderEvent, OrderStatus};
use rollbook_domain::port::{OrderQuery, OrderRow, PageRequest};

use crate::Fixture;
use crate::cases::cases;
use crate::facts::{Given, window};
use crate::words::{days_later, start};

cases! { order:
    an_order_is_found_with_its_customer,
    an_order_that_is_not_there_is_none,
    an_order_says_the_same_alone_in_the_list_and_in_the_record,
    orders_are_listed_in_order_of_their_ids,
    orders_are_listed_by_customer,
    orders_are_listed_by_the_status_they_have_now,
    an_order_dated_earlier_or_later_keeps_both_times,
}

fn list(fixture: &Fixture, query: &OrderQuery) -> Vec<OrderRow> {
    block_on(fixture.tenant.list_orders(query, &PageRequest::everything())).unwrap().items
}

fn ids(fixture: &Fixture, query: &OrderQuery) -> Vec<OrderId> {
    list(fixture, query).into_iter().map(|row| row.order.id).collect()
}

fn of(customer: CustomerId) -> OrderQuery {
    OrderQuery { customer: Some(customer), ..OrderQuery::default() }
}

fn with(status: OrderStatus) -> OrderQuery {
    OrderQuery { status: Some(status), ..OrderQuery::default() }
}

fn an_order_is_found_with_its_customer(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("Ada@example.org");
    let given = fixture.give(ada, bundle, window(start(), None), start());
    let row = block_on(fixture.tenant.find_order(given.order)).unwrap().unwrap();
    assert_eq!((row.customer, row.order.id), (ada, given.order));
    assert_eq!(row.email.unwrap().reveal().as_typed(), "Ada@example.org");
    assert_eq!(row.order.status(), OrderStatus::Processed);
}

fn an_order_that_is_not_there_is_none(fixture: &Fixture) {
    let absent = OrderId::next(&fixture.ids);
    assert_eq!(block_on(fixture.tenant.find_order(absent)).unwrap(), None);
    assert!(list(fixture, &OrderQuery::default()).is_empty());
    assert!(list(fixture, &of(fixture.customer_id())).is_empty());
}

/// ORD-08
fn an_order_says_the_same_alone_in_the_list_and_in_the_record(fixture: &Fixture) {
    let history = fixture.history();
    let record = fixture.record(history.ada);
    let rows = list(fixture, &of(history.ada));
    assert_eq!(record.orders.len(), 5);
    for order in &record.orders {
        let alone = block_on(fixture.tenant.find_order(order.id)).unwrap().unwrap();
        assert_eq!(alone.order, *order);
        assert!(rows.contains(&alone));
    }
}

fn orders_are_listed_in_order_of_their_ids(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let customers: Vec<_> = (0..5).map(|count| fixture.customer(&format!("c{count}@example.org"))).collect();
    let mut made = Vec::new();
    for round in 0..3 {
        for customer in customers.iter().rev() {
            made.push(fixture.give(*customer, bundle, window(start(), None), days_later(-round)).order);
        }
    }
    made.sort();
    assert_eq!(ids(fixture, &OrderQuery::default()), made);
}

fn orders_are_listed_by_customer(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let given: Vec<Given> =
        [ada, bob, ada].map(|one| fixture.give(one, bundle, window(start(), None), start())).into();
    assert_eq!(ids(fixture, &of(ada)), [given[0].order, given[2].order]);
    assert_eq!(ids(fixture, &of(bob)), [given[1].order]);
}

fn orders_are_listed_by_the_status_they_have_now(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("ada@example.org");
    let order = fixture.give(ada, bundle, window(start(), None), start()).order;
    let other = fixture.give(ada, bundle, window(start(), None), start()).order;
    assert_eq!(ids(fixture, &with(OrderStatus::Processed)), [order, other]);
    fixture.write_effective(ada, OrderEvent::OrderCancelled { order }, days_later(900));
    assert_eq!(ids(fixture, &with(OrderStatus::Processed)), [other]);
    assert_eq!(ids(fixture, &with(OrderStatus::Cancelled)), [order]);
    let back = OrderEvent::OrderReinstated { order, status: OrderStatus::Processed };
    fixture.write_effective(ada, back, days_later(-900));
    assert_eq!(ids(fixture, &with(OrderStatus::Cancelled)), []);
    let bob = fixture.customer("bob@example.org");
    fixture.give(bob, bundle, window(start(), None), start());
    let both = OrderQuery { customer: Some(ada), status: Some(OrderStatus::Processed) };
    assert_eq!(ids(fixture, &both), [order, other]);
    for status in [OrderStatus::New, OrderStatus::PurchaseOrderGranted, OrderStatus::Abandoned] {
        assert_eq!(ids(fixture, &with(status)), []);
    }
}

fn an_order_dated_earlier_or_later_keeps_both_times(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("ada@example.org");
    for dated in [days_later(-400), start(), days_later(400)] {
        let order = fixture.give(ada, bundle, window(dated, None), dated).order;
        let row = block_on(fixture.tenant.find_order(order)).unwrap().unwrap();
        assert_eq!((row.order.stamp.effective_at, row.order.stamp.recorded_at), (dated, start()));
        assert_eq!(row.order.statuses[0].stamp, row.order.stamp);
    }
}
