//! The seats of one order line (REG-05, REG-38).

use serde::{Deserialize, Serialize};

use super::SeatTerms;
use crate::id::{CustomerId, OrderId, PriceId, ProductId};
use crate::stamp::Stamp;

/// The seats of one order line, and what was agreed about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// Who placed the order, and whose stream it is in; another customer may answer for the seats by now.
    pub placed_by: CustomerId,
    /// The order.
    pub order: OrderId,
    /// The order's line.
    pub line: u32,
    /// The product every seat opens.
    pub product: ProductId,
    /// The price they were bought at.
    pub price: PriceId,
    /// How many seats were bought; they are numbered from 1.
    pub quantity: u32,
    /// What was agreed.
    pub terms: SeatTerms,
    /// How often a claimed seat was taken back, counted where the terms cap it.
    pub reclaims: u32,
    /// When they were bought (effective: the order date) and recorded, and by whom.
    pub stamp: Stamp,
}

/// A fact about the seats of an order line, in the stream of the customer who placed the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PoolEvent {
    /// The line became seats; each seat's own stream begins in the same commit.
    SeatsBought {
        /// The order.
        order: OrderId,
        /// The order's line.
        line: u32,
        /// The product.
        product: ProductId,
        /// The price.
        price: PriceId,
        /// How many.
        quantity: u32,
        /// What was agreed.
        terms: Box<SeatTerms>,
    },
    /// Claimed seats were taken back under a policy that counts it.
    ReclaimsCounted {
        /// The order.
        order: OrderId,
        /// The order's line.
        line: u32,
        /// How many.
        count: u32,
    },
}

impl Pool {
    /// Makes the pool from its first event; any other first event makes none.
    pub fn from_first(placed_by: CustomerId, event: &PoolEvent, stamp: &Stamp) -> Option<Self> {
        let PoolEvent::SeatsBought { order, line, product, price, quantity, terms } = event else {
            return None;
        };
        Some(Self {
            placed_by,
            order: *order,
            line: *line,
            product: *product,
            price: *price,
            quantity: *quantity,
            terms: (**terms).clone(),
            reclaims: 0,
            stamp: stamp.clone(),
        })
    }

    /// Folds one more event into the pool.
    pub fn apply(&mut self, event: &PoolEvent) {
        match event {
            PoolEvent::SeatsBought { .. } => {}
            PoolEvent::ReclaimsCounted { count, .. } => self.reclaims = self.reclaims.saturating_add(*count),
        }
    }
}

impl PoolEvent {
    /// The order and line it is about.
    pub fn line(&self) -> (OrderId, u32) {
        match self {
            Self::SeatsBought { order, line, .. } | Self::ReclaimsCounted { order, line, .. } => {
                (*order, *line)
            }
        }
    }
}
