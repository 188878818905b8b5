//! Placing an order.

use super::{OrderEvent, OrderLine, OrderRefused, OrderStatus, PaymentType, merge_lines};
use crate::id::OrderId;

const MOST_UNITS: u32 = 1_000_000;

/// A new order's facts.
#[derive(Debug, Clone)]
pub struct PlaceOrder {
    /// Its id.
    pub order: OrderId,
    /// How it is paid.
    pub payment_type: PaymentType,
    /// The status it starts with.
    pub status: OrderStatus,
    /// What is bought; equal ones are merged.
    pub lines: Vec<OrderLine>,
}

/// Places an order with its lines merged (ORD-08, ORD-15).
///
/// # Errors
/// [`OrderRefused::NoLines`], [`OrderRefused::Quantity`], [`OrderRefused::SeveralCurrencies`],
/// [`OrderRefused::NegativeCost`] and [`OrderRefused::TotalTooLarge`] (ORD-08).
pub fn place(command: PlaceOrder) -> Result<OrderEvent, OrderRefused> {
    let PlaceOrder { order, payment_type, status, lines } = command;
    let Some(first) = lines.first() else { return Err(OrderRefused::NoLines) };
    let currency = first.unit_cost.currency();
    if lines.iter().any(|line| line.quantity == 0) {
        return Err(OrderRefused::Quantity(0));
    }
    if let Some(other) = lines.iter().map(|line| line.unit_cost).find(|cost| cost.currency() != currency) {
        return Err(OrderRefused::SeveralCurrencies { cost: other, currency });
    }
    if let Some(cost) = lines.iter().map(|line| line.unit_cost).find(|cost| cost.minor() < 0) {
        return Err(OrderRefused::NegativeCost(cost));
    }
    let lines = merge_lines(lines).ok_or(OrderRefused::Quantity(u64::from(u32::MAX) + 1))?;
    if let Some(wrong) = lines.iter().find(|line| line.quantity > MOST_UNITS) {
        return Err(OrderRefused::Quantity(u64::from(wrong.quantity)));
    }
    let mut sum = 0_i64;
    for line in &lines {
        let total = line.total().ok_or(OrderRefused::TotalTooLarge)?;
        sum = sum.checked_add(total.minor()).ok_or(OrderRefused::TotalTooLarge)?;
    }
    Ok(OrderEvent::OrderPlaced { order, status, payment_type, lines })
}
