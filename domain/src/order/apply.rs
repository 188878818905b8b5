//! Folding an order's events.

use super::{Order, OrderEvent, OrderStatusChange};
use crate::stamp::Stamp;

impl Order {
    /// Makes the order from its first event; any other first event makes none.
    pub fn from_first(event: &OrderEvent, stamp: &Stamp) -> Option<Self> {
        let OrderEvent::OrderPlaced { order, status, payment_type, lines } = event else { return None };
        let statuses = vec![OrderStatusChange { status: *status, stamp: stamp.clone() }];
        let (payment_type, lines) = (*payment_type, lines.clone());
        Some(Self { id: *order, payment_type, lines, statuses, stamp: stamp.clone() })
    }

    /// Folds one more event into the order.
    pub fn apply(&mut self, event: &OrderEvent, stamp: &Stamp) {
        if !matches!(event, OrderEvent::OrderPlaced { .. }) {
            self.statuses.push(OrderStatusChange { status: event.status(), stamp: stamp.clone() });
        }
    }
}
