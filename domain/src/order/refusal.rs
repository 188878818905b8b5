//! Why a command on an order is turned down.

use super::OrderStatus;
use crate::id::OrderId;
use crate::money::{Currency, Money};
use crate::refusal::Refusal;
use crate::rule::{ORD_08, ORD_13, ORD_14, RuleId};

/// A command on an order that the rules turn down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderRefused {
    /// An order needs a line.
    #[error("an order needs at least one line")]
    NoLines,
    /// A line needs a quantity.
    #[error("a line has the quantity {0}; give a whole number from 1 to 1000000")]
    Quantity(u64),
    /// An order has one total, so all its costs are in one currency.
    #[error(
        "a unit cost of {cost} does not go with the {currency} of the first line; give every cost in {currency}"
    )]
    SeveralCurrencies {
        /// The cost that does not go with the first.
        cost: Money,
        /// The currency of the first.
        currency: Currency,
    },
    /// Nobody is paid for buying.
    #[error("a unit cost of {0} is negative; give 0 or more")]
    NegativeCost(Money),
    /// The sum is too large.
    #[error("the order's total is past what an amount can hold")]
    TotalTooLarge,
    /// No order begins so.
    #[error("an order is not placed as {0}; place it first, then cancel it or let it be abandoned")]
    NotBegunWith(OrderStatus),
    /// The order cannot move so.
    #[error("order {order} is {from} and cannot become {to}")]
    NotOpen {
        /// Which order.
        order: OrderId,
        /// The status it has.
        from: OrderStatus,
        /// The status wanted.
        to: OrderStatus,
    },
    /// Only a cancelled order can be reinstated.
    #[error("order {order} is {status}; only a cancelled order can be reinstated")]
    NotCancelled {
        /// Which order.
        order: OrderId,
        /// The status it has.
        status: OrderStatus,
    },
}

impl Refusal for OrderRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::NoLines
            | Self::Quantity(_)
            | Self::SeveralCurrencies { .. }
            | Self::NegativeCost(_)
            | Self::TotalTooLarge => &[ORD_08],
            Self::NotOpen { .. } | Self::NotBegunWith(_) => &[ORD_13],
            Self::NotCancelled { .. } => &[ORD_14],
        }
    }
}
