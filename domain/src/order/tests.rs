use proptest::prelude::*;

use super::{
    Order, OrderEvent, OrderLine, OrderRefused, OrderStatus, PaymentType, PlaceOrder, cancel, change_status,
    merge_lines, place, reinstate,
};
use crate::id::{OrderId, PriceId, ProductId};
use crate::money::{Currency, Money};
use crate::record::story::{at, stamp};
use crate::refusal::{Outcome, Refusal};
use crate::rule::{ORD_08, ORD_13, ORD_14};
use crate::stamp::Revision;
use uuid::Uuid;

const EVERY_STATUS: [OrderStatus; 8] = [
    OrderStatus::New,
    OrderStatus::Pending,
    OrderStatus::Processed,
    OrderStatus::Invoice,
    OrderStatus::PurchaseOrder,
    OrderStatus::PurchaseOrderGranted,
    OrderStatus::Cancelled,
    OrderStatus::Abandoned,
];

fn line(price: u128, quantity: u32, cents: i64) -> OrderLine {
    OrderLine {
        number: 7,
        product: ProductId::from_uuid(Uuid::from_u128(price)),
        price: PriceId::from_uuid(Uuid::from_u128(price)),
        quantity,
        unit_cost: Money::from_minor(cents, Currency::USD),
    }
}

fn command(lines: Vec<OrderLine>) -> PlaceOrder {
    let order = OrderId::from_uuid(Uuid::nil());
    PlaceOrder { order, payment_type: PaymentType::CreditCard, status: OrderStatus::New, lines }
}

fn order_in(status: OrderStatus) -> Order {
    let placed = place(PlaceOrder { status, ..command(vec![line(1, 1, 500)]) }).unwrap();
    Order::from_first(&placed, &stamp(Revision::new(1), at("2026-01-10"))).unwrap()
}

fn apply(order: &mut Order, event: &OrderEvent) {
    let position = Revision::new(order.statuses.len() as u64 + 1);
    order.apply(event, &stamp(position, at("2026-01-11")));
}

/// ORD-08
#[test]
fn an_order_line_carries_price_quantity_and_unit_cost() {
    let placed = place(command(vec![line(1, 3, 250), line(2, 1, 100)])).unwrap();
    let order = Order::from_first(&placed, &stamp(Revision::new(1), at("2026-01-10"))).unwrap();
    assert_eq!(order.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(order.lines[0].total(), Some(Money::from_minor(750, Currency::USD)));
    assert_eq!(order.total(), Some(Money::from_minor(850, Currency::USD)));
}

/// ORD-15, Q-14
#[test]
fn lines_of_the_same_price_are_merged_before_the_order_is_placed() {
    let merged = merge_lines([line(1, 1, 500), line(2, 1, 500), line(1, 1, 500)]).unwrap();
    assert_eq!(merged.iter().map(|line| line.quantity).collect::<Vec<_>>(), [2, 1]);
    let differing_cost = merge_lines([line(1, 1, 500), line(1, 1, 400)]).unwrap();
    assert_eq!(differing_cost.len(), 2);
    assert_eq!(merge_lines([line(1, u32::MAX, 0), line(1, 1, 0)]), None);
}

/// ORD-08
#[test]
fn an_order_without_lines_or_with_an_odd_quantity_is_refused() {
    assert_eq!(place(command(Vec::new())), Err(OrderRefused::NoLines));
    for quantity in [0, 1_000_001] {
        let refused = place(command(vec![line(1, quantity, 0)])).unwrap_err();
        assert_eq!(refused, OrderRefused::Quantity(u64::from(quantity)));
        assert_eq!(refused.rules(), [ORD_08]);
    }
    let hidden_by_merging = place(command(vec![line(1, 2, 0), line(1, 0, 0)]));
    assert_eq!(hidden_by_merging, Err(OrderRefused::Quantity(0)));
    let merged_too_many = place(command(vec![line(1, 600_000, 0), line(1, 600_000, 0)]));
    assert_eq!(merged_too_many, Err(OrderRefused::Quantity(1_200_000)));
}

/// ORD-08
#[test]
fn an_order_has_one_currency() {
    let euro = Money::from_minor(100, Currency::parse("EUR").unwrap());
    let refused = place(command(vec![line(1, 1, 100), OrderLine { unit_cost: euro, ..line(2, 1, 0) }]));
    assert_eq!(refused, Err(OrderRefused::SeveralCurrencies { cost: euro, currency: Currency::USD }));
    assert_eq!(refused.unwrap_err().rules(), [ORD_08]);
}

/// ORD-08
#[test]
fn a_cost_below_nothing_is_refused() {
    let refused = place(command(vec![line(1, 1, 100), line(2, 1, -1)])).unwrap_err();
    assert_eq!(refused, OrderRefused::NegativeCost(Money::from_minor(-1, Currency::USD)));
    assert_eq!(refused.rules(), [ORD_08]);
}

/// ORD-08
#[test]
fn a_total_past_what_money_holds_is_refused() {
    let refused = place(command(vec![line(1, 1, i64::MAX), line(2, 1, 1)])).unwrap_err();
    assert_eq!(refused, OrderRefused::TotalTooLarge);
}

/// ORD-13
#[test]
fn only_processed_and_purchase_order_with_access_grant() {
    let granting: Vec<_> = EVERY_STATUS.into_iter().filter(|status| status.is_granting()).collect();
    assert_eq!(granting, [OrderStatus::Processed, OrderStatus::PurchaseOrderGranted]);
}

/// ORD-13
#[test]
fn an_open_order_moves_on_and_a_finished_one_does_not() {
    for from in EVERY_STATUS {
        for to in EVERY_STATUS {
            let decided = change_status(&order_in(from), to);
            let is_open =
                !matches!(from, OrderStatus::Processed | OrderStatus::Cancelled | OrderStatus::Abandoned);
            let is_reachable = !matches!(to, OrderStatus::New | OrderStatus::Cancelled);
            let takes_back = from.is_granting() && !to.is_granting();
            if from == to {
                assert_eq!(decided, Ok((Outcome::Unchanged, Vec::new())));
            } else if is_open && is_reachable && !takes_back {
                assert_eq!(decided.unwrap().1[0].status(), to);
            } else {
                assert_eq!(decided.unwrap_err().rules(), [ORD_13]);
            }
        }
    }
}

/// ORD-12, ORD-14
#[test]
fn a_cancelled_order_comes_back_in_the_status_it_had() {
    for status in EVERY_STATUS {
        let mut order = order_in(status);
        let Ok((outcome, events)) = cancel(&order) else {
            assert_eq!(status, OrderStatus::Abandoned);
            continue;
        };
        assert_eq!(outcome == Outcome::Unchanged, status == OrderStatus::Cancelled);
        for event in &events {
            apply(&mut order, event);
        }
        assert_eq!(order.status(), OrderStatus::Cancelled);
        assert_eq!(cancel(&order), Ok((Outcome::Unchanged, Vec::new())));
        if status == OrderStatus::Cancelled {
            continue;
        }
        let back = reinstate(&order).unwrap();
        for event in &back {
            apply(&mut order, event);
        }
        assert_eq!(order.status(), status);
    }
}

/// ORD-14
#[test]
fn an_order_that_moved_on_comes_back_in_the_status_before_the_last_cancelling() {
    let mut order = order_in(OrderStatus::New);
    for status in [OrderStatus::Invoice, OrderStatus::Processed] {
        let events = change_status(&order, status).unwrap().1;
        apply(&mut order, &events[0]);
    }
    for _ in 0..2 {
        let events = cancel(&order).unwrap().1;
        apply(&mut order, &events[0]);
        let events = reinstate(&order).unwrap();
        apply(&mut order, &events[0]);
        assert_eq!(order.status(), OrderStatus::Processed);
    }
}

/// ORD-14
#[test]
fn only_a_cancelled_order_can_be_reinstated() {
    let refused = reinstate(&order_in(OrderStatus::Processed)).unwrap_err();
    assert_eq!(refused.rules(), [ORD_14]);
    assert!(refused.to_string().ends_with("is processed; only a cancelled order can be reinstated"));
}

/// ORD-04
#[test]
fn payment_types_are_printed_as_people_know_them() {
    let words: Vec<_> =
        [PaymentType::Import, PaymentType::CreditCard, PaymentType::Invoice, PaymentType::PurchaseOrder]
            .iter()
            .map(ToString::to_string)
            .collect();
    assert_eq!(words, ["Import", "Credit card", "Invoice", "Purchase order"]);
}

proptest! {
    /// ORD-15
    #[test]
    fn merging_keeps_every_unit_and_is_done_once(
        lines in proptest::collection::vec((0..3_u128, 1..100_u32, 0..3_i64), 0..12),
    ) {
        let lines: Vec<_> = lines.into_iter().map(|(price, count, cost)| line(price, count, cost)).collect();
        let merged = merge_lines(lines.clone()).unwrap();
        let units = |lines: &[OrderLine]| lines.iter().map(|line| line.quantity).sum::<u32>();
        prop_assert_eq!(units(&merged), units(&lines));
        prop_assert_eq!(merge_lines(merged.clone()), Some(merged));
    }
}
