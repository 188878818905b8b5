//! What can happen to an order.

use serde::{Deserialize, Serialize};

use super::{OrderLine, OrderStatus, PaymentType};
use crate::id::OrderId;

/// A fact about an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OrderEvent {
    /// The order was placed; effective from the order date.
    OrderPlaced {
        /// Its id.
        order: OrderId,
        /// The status it was placed with.
        status: OrderStatus,
        /// How it is paid.
        payment_type: PaymentType,
        /// What was bought.
        lines: Vec<OrderLine>,
    },
    /// The order moved on.
    OrderStatusChanged {
        /// Which order.
        order: OrderId,
        /// The status from now on.
        status: OrderStatus,
    },
    /// The order was cancelled.
    OrderCancelled {
        /// Which order.
        order: OrderId,
    },
    /// The order was brought back.
    OrderReinstated {
        /// Which order.
        order: OrderId,
        /// The status it had before it was cancelled.
        status: OrderStatus,
    },
}

impl OrderEvent {
    /// The order it is about.
    pub fn order(&self) -> OrderId {
        match self {
            Self::OrderPlaced { order, .. }
            | Self::OrderStatusChanged { order, .. }
            | Self::OrderCancelled { order }
            | Self::OrderReinstated { order, .. } => *order,
        }
    }

    /// The status from this event on.
    pub fn status(&self) -> OrderStatus {
        match self {
            Self::OrderPlaced { status, .. }
            | Self::OrderStatusChanged { status, .. }
            | Self::OrderReinstated { status, .. } => *status,
            Self::OrderCancelled { .. } => OrderStatus::Cancelled,
        }
    }
}
