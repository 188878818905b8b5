//! Why giving a product is turned down.

use crate::access::AccessRefused;
use crate::id::{CustomerId, PriceId};
use crate::money::{Currency, Money};
use crate::order::OrderRefused;
use crate::refusal::Refusal;
use crate::rule::{ENR_03, GDPR_11, GRP_11, ORD_08, ORD_09, RuleId};
use crate::seat::SeatCountRefused;
use crate::text::Code;

/// A product that cannot be given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssignRefused {
    /// The person's data was erased.
    #[error("customer {0} was erased; nothing can be given to an erased record")]
    Erased(CustomerId),
    /// The product has no price to take the duration from.
    #[error("product `{0}` has no price; add one, the price carries the duration")]
    NoPrice(Code),
    /// The product has several prices.
    #[error("product `{product}` has {count} prices; name the one that is meant")]
    SeveralPrices {
        /// The product.
        product: Code,
        /// How many.
        count: usize,
    },
    /// The price is another product's.
    #[error("price `{price}` does not sell product `{product}`")]
    OtherProduct {
        /// The price.
        price: Code,
        /// The product.
        product: Code,
    },
    /// There is no such price.
    #[error("there is no price {0}; name one of those that `rollbook price list` shows")]
    UnknownPrice(PriceId),
    /// The price is reserved to groups the customer is not in.
    #[error("price `{0}` is reserved to groups the customer is not in")]
    Reserved(Code),
    /// The cost is in another currency than the price.
    #[error("a cost of {cost} is not in the {currency} of the price; give an amount in {currency}")]
    OtherCurrency {
        /// The cost given.
        cost: Money,
        /// The price's currency.
        currency: Currency,
    },
    /// The sales order has nothing to do with the product.
    #[error(
        "sales order {number} covers no course of product `{product}`; choose another, or edit its courses"
    )]
    NotCovered {
        /// The product.
        product: Code,
        /// The sales order.
        number: Code,
    },
    /// The order is not right.
    #[error(transparent)]
    Order(#[from] OrderRefused),
    /// Not as many seats as units.
    #[error(transparent)]
    Seats(#[from] SeatCountRefused),
    /// The window is not right.
    #[error(transparent)]
    Access(#[from] AccessRefused),
}

impl Refusal for AssignRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Erased(_) => &[GDPR_11],
            Self::NoPrice(_)
            | Self::SeveralPrices { .. }
            | Self::OtherProduct { .. }
            | Self::UnknownPrice(_) => &[ORD_09],
            Self::OtherCurrency { .. } => &[ORD_08],
            Self::Reserved(_) => &[GRP_11],
            Self::NotCovered { .. } => &[ENR_03],
            Self::Order(refused) => refused.rules(),
            Self::Seats(refused) => refused.rules(),
            Self::Access(refused) => refused.rules(),
        }
    }
}
