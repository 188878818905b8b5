//! Rules ORD-01 to ORD-15: orders.

use super::{Area, Rule, RuleId};

/// ORD-01: order history.
pub const ORD_01: RuleId = RuleId::new(Area::Orders, "ORD-01");
/// ORD-02: assigning a product.
pub const ORD_02: RuleId = RuleId::new(Area::Orders, "ORD-02");
/// ORD-03: assignment is an order.
pub const ORD_03: RuleId = RuleId::new(Area::Orders, "ORD-03");
/// ORD-04: payment type Import.
pub const ORD_04: RuleId = RuleId::new(Area::Orders, "ORD-04");
/// ORD-05: confirmation mail.
pub const ORD_05: RuleId = RuleId::new(Area::Orders, "ORD-05");
/// ORD-06: access at once.
pub const ORD_06: RuleId = RuleId::new(Area::Orders, "ORD-06");
/// ORD-07: order page.
pub const ORD_07: RuleId = RuleId::new(Area::Orders, "ORD-07");
/// ORD-08: order lines.
pub const ORD_08: RuleId = RuleId::new(Area::Orders, "ORD-08");
/// ORD-09: product and price.
pub const ORD_09: RuleId = RuleId::new(Area::Orders, "ORD-09");
/// ORD-10: assigned means ordered.
pub const ORD_10: RuleId = RuleId::new(Area::Orders, "ORD-10");
/// ORD-11: erasure keeps orders.
pub const ORD_11: RuleId = RuleId::new(Area::Orders, "ORD-11");
/// ORD-12: life of an order.
pub const ORD_12: RuleId = RuleId::new(Area::Orders, "ORD-12");
/// ORD-13: order statuses.
pub const ORD_13: RuleId = RuleId::new(Area::Orders, "ORD-13");
/// ORD-14: cancel and reinstate.
pub const ORD_14: RuleId = RuleId::new(Area::Orders, "ORD-14");
/// ORD-15: merged lines.
pub const ORD_15: RuleId = RuleId::new(Area::Orders, "ORD-15");

pub(super) const RULES: &[Rule] = &[
    Rule::stated(ORD_01, "Order history", "Every order of a customer is listed and can be opened."),
    Rule::stated(
        ORD_02,
        "Assigning a product",
        "An administrator gives a customer a product by choosing it and confirming.",
    ),
    Rule::stated(
        ORD_03,
        "Assignment is an order",
        "An assigned product is a completed order with the total zero, and stands among the customer's \
         orders.",
    ),
    Rule::stated(
        ORD_04,
        "Payment type Import",
        "The order of an assigned product has the payment type Import.",
    ),
    Rule::stated(
        ORD_05,
        "Confirmation mail",
        "The customer receives an order confirmation for an assigned product.",
    ),
    Rule::stated(
        ORD_06,
        "Access at once",
        "An assigned product opens immediately, unless its window starts later.",
    ),
    Rule::stated(ORD_07, "Order page", "An order has a page of its own that shows all its facts."),
    Rule::follows(
        ORD_08,
        "Order lines",
        "A line of an order names a price, a quantity and a unit cost; a roster row states the cost \
         itself.",
    ),
    Rule::follows(
        ORD_09,
        "Product and price",
        "A product is sold at one or more prices, and it is the price that fixes the duration and whether \
         registration codes are made.",
    ),
    Rule::follows(
        ORD_10,
        "Assigned means ordered",
        "A customer with an assigned or imported product has an order, and so cannot be deleted.",
    ),
    Rule::stated(ORD_11, "Erasure keeps orders", "Erasing a customer's data never removes an order."),
    Rule::decided(
        ORD_12,
        "Life of an order",
        "An order moves between the statuses of ORD-13; cancelling suspends the access that rests on it, \
         and money is returned elsewhere.",
    ),
    Rule::decided(
        ORD_13,
        "Order statuses",
        "An order has one of eight statuses: new, pending, processed, invoice, purchase order, purchase \
         order with access granted, cancelled or abandoned. Access comes from processed ones and from \
         purchase orders that say so, and from no others.",
    ),
    Rule::decided(
        ORD_14,
        "Cancel and reinstate",
        "Cancelling an order suspends the grants it gave, for the cause \"order cancelled\"; reinstating \
         it revives those same grants. A cancellation in part follows Q-13.",
    ),
    Rule::decided(
        ORD_15,
        "Merged lines",
        "Lines with the same price become one line before the order is placed.",
    ),
];
