//! Order lines, and the merging of equal ones.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::id::{PriceId, ProductId};
use crate::money::Money;

/// One line of an order (ORD-08).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// Counted from 1 within the order.
    pub number: u32,
    /// The product bought.
    pub product: ProductId,
    /// The price it was bought at.
    pub price: PriceId,
    /// How many units; at least 1.
    pub quantity: u32,
    /// What one unit cost in this order.
    pub unit_cost: Money,
}

impl OrderLine {
    /// Quantity times unit cost; `None` past what [`Money`] can hold.
    pub fn total(&self) -> Option<Money> {
        self.unit_cost.checked_mul(self.quantity).ok()
    }
}

/// Merges lines of the same price and unit cost, as a cart does before the order is placed (ORD-15, Q-14).
///
/// Lines keep the order of their first appearance and are numbered anew from 1. `None` when a quantity overflows.
pub fn merge_lines(lines: impl IntoIterator<Item = OrderLine>) -> Option<Vec<OrderLine>> {
    let mut merged: Vec<OrderLine> = Vec::new();
    let mut places: HashMap<(PriceId, Money), usize> = HashMap::new();
    for line in lines {
        let place = *places.entry((line.price, line.unit_cost)).or_insert(merged.len());
        if let Some(known) = merged.get_mut(place) {
            known.quantity = known.quantity.checked_add(line.quantity)?;
        } else {
            let number = u32::try_from(merged.len()).ok()?.checked_add(1)?;
            merged.push(OrderLine { number, ..line });
        }
    }
    Some(merged)
}
