//! Rules PAY-01 to PAY-20: saved payment details.

use super::{Area, Rule, RuleId};

/// PAY-01: without the feature.
pub const PAY_01: RuleId = RuleId::new(Area::Payment, "PAY-01");
/// PAY-02: the switch.
pub const PAY_02: RuleId = RuleId::new(Area::Payment, "PAY-02");
/// PAY-03: where it is.
pub const PAY_03: RuleId = RuleId::new(Area::Payment, "PAY-03");
/// PAY-04: asking to save.
pub const PAY_04: RuleId = RuleId::new(Area::Payment, "PAY-04");
/// PAY-05: after success only.
pub const PAY_05: RuleId = RuleId::new(Area::Payment, "PAY-05");
/// PAY-06: what is saved.
pub const PAY_06: RuleId = RuleId::new(Area::Payment, "PAY-06");
/// PAY-07: telling the buyer.
pub const PAY_07: RuleId = RuleId::new(Area::Payment, "PAY-07");
/// PAY-08: the choice.
pub const PAY_08: RuleId = RuleId::new(Area::Payment, "PAY-08");
/// PAY-09: using them.
pub const PAY_09: RuleId = RuleId::new(Area::Payment, "PAY-09");
/// PAY-10: security code.
pub const PAY_10: RuleId = RuleId::new(Area::Payment, "PAY-10");
/// PAY-11: another card.
pub const PAY_11: RuleId = RuleId::new(Area::Payment, "PAY-11");
/// PAY-12: latest card.
pub const PAY_12: RuleId = RuleId::new(Area::Payment, "PAY-12");
/// PAY-13: changed address.
pub const PAY_13: RuleId = RuleId::new(Area::Payment, "PAY-13");
/// PAY-14: guest fields.
pub const PAY_14: RuleId = RuleId::new(Area::Payment, "PAY-14");
/// PAY-15: guest card.
pub const PAY_15: RuleId = RuleId::new(Area::Payment, "PAY-15");
/// PAY-16: guest leaves all.
pub const PAY_16: RuleId = RuleId::new(Area::Payment, "PAY-16");
/// PAY-17: one slot.
pub const PAY_17: RuleId = RuleId::new(Area::Payment, "PAY-17");
/// PAY-18: cards only.
pub const PAY_18: RuleId = RuleId::new(Area::Payment, "PAY-18");
/// PAY-19: failure changes nothing.
pub const PAY_19: RuleId = RuleId::new(Area::Payment, "PAY-19");
/// PAY-20: no card data.
pub const PAY_20: RuleId = RuleId::new(Area::Payment, "PAY-20");

pub(super) const RULES: &[Rule] = &[
    Rule::stated(
        PAY_01,
        "Without the feature",
        "Where saving is not offered, a card buyer types everything each time.",
    ),
    Rule::stated(
        PAY_02,
        "The switch",
        "Whether learners may save payment details is the tenant's choice, made by a system \
         administrator.",
    ),
    Rule::stated(PAY_03, "Where it is", "The switch is among the commerce settings."),
    Rule::stated(
        PAY_04,
        "Asking to save",
        "At a card checkout the buyer can tick that the details be remembered.",
    ),
    Rule::stated(PAY_05, "After success only", "Details are saved only when the payment went through."),
    Rule::stated(PAY_06, "What is saved", "The billing address and the payment method are what is saved."),
    Rule::stated(
        PAY_07,
        "Telling the buyer",
        "At a later card checkout the buyer is told that details are on file.",
    ),
    Rule::stated(PAY_08, "The choice", "The buyer then chooses to use them or to go on as a guest."),
    Rule::stated(PAY_09, "Using them", "Using them fills the billing fields from what was saved."),
    Rule::stated(PAY_10, "Security code", "The card's security code is typed every time and never kept."),
    Rule::stated(PAY_11, "Another card", "The buyer may pay with a different card nonetheless."),
    Rule::stated(PAY_12, "Latest card", "When the payment went through, the card used last is the one kept."),
    Rule::stated(PAY_13, "Changed address", "A billing address changed on the way is kept as changed."),
    Rule::stated(PAY_14, "Guest fields", "For a guest nothing is filled in."),
    Rule::stated(PAY_15, "Guest card", "A guest's card is not kept, even when the payment went through."),
    Rule::follows(
        PAY_16,
        "Guest leaves all",
        "Going on as a guest leaves the details saved earlier as they were.",
    ),
    Rule::follows(PAY_17, "One slot", "A customer has one saved card; a newer one takes its place."),
    Rule::follows(
        PAY_18,
        "Cards only",
        "Only card payments take part, not purchase orders, invoices or orders of zero.",
    ),
    Rule::follows(
        PAY_19,
        "Failure changes nothing",
        "A payment that failed or was broken off changes no saved detail.",
    ),
    Rule::decided(
        PAY_20,
        "No card data",
        "Neither card number nor security code is ever held: only the gateway's token, brand, last four \
         digits, expiry and name.",
    ),
];
