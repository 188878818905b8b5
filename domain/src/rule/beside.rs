//! Rules beside the main book: locking, prices, invitations, seats, explanation and what-if.

use super::{Area, Rule, RuleId};

/// LOCK-01: too many places.
pub const LOCK_01: RuleId = RuleId::new(Area::Locking, "LOCK-01");
/// LOCK-02: wrong passwords.
pub const LOCK_02: RuleId = RuleId::new(Area::Locking, "LOCK-02");
/// PRC-01: what a price carries.
pub const PRC_01: RuleId = RuleId::new(Area::Prices, "PRC-01");
/// INV-01: reminding and renewing.
pub const INV_01: RuleId = RuleId::new(Area::Invitations, "INV-01");
/// INV-02: before accepting.
pub const INV_02: RuleId = RuleId::new(Area::Invitations, "INV-02");
/// SEAT-01: life of a seat.
pub const SEAT_01: RuleId = RuleId::new(Area::Seats, "SEAT-01");
/// WHY-01: explaining a verdict.
pub const WHY_01: RuleId = RuleId::new(Area::Explanation, "WHY-01");
/// SIM-01: what would change.
pub const SIM_01: RuleId = RuleId::new(Area::WhatIf, "SIM-01");

pub(super) const RULES: &[Rule] = &[
    Rule::decided(
        LOCK_01,
        "Too many places",
        "An account is locked when its sign-ins came from more IP addresses within a period than the \
         settings allow (5 in 48 hours at first); the evidence is kept and an administrator is mailed.",
    ),
    Rule::decided(
        LOCK_02,
        "Wrong passwords",
        "Repeated wrong passwords make each further try wait longer and then lock the account; the count \
         is the account's own, kept in the store.",
    ),
    Rule::decided(
        PRC_01,
        "What a price carries",
        "A price holds unit price, duration (days, calendar months, fixed dates or unlimited), what the \
         window counts from, the registration-code switch, the policies for reclaiming and inviting, the \
         groups a buyer joins and the groups it is reserved to.",
    ),
    Rule::decided(
        INV_01,
        "Reminding and renewing",
        "An invitation lives 30 days at first; reminders, one or many, go only to those who have not \
         accepted, and renewing keeps the seat while making a new link.",
    ),
    Rule::decided(
        INV_02,
        "Before accepting",
        "A recipient sees the product, who bought it and how much of the window is left before accepting.",
    ),
    Rule::decided(
        SEAT_01,
        "Life of a seat",
        "A buyer can read the whole story of each seat: bought, invited, claimed, reclaimed, with whom \
         and when, and only of their own seats.",
    ),
    Rule::decided(
        WHY_01,
        "Explaining a verdict",
        "For any customer, item, view and instant, past or to come, the explanation gives the verdict, \
         the rules behind it, every grant and fact it rests on, the next instant at which it changes, and \
         what would make a denial an allowance.",
    ),
    Rule::decided(
        SIM_01,
        "What would change",
        "A what-if decides again with some facts changed (a sales order ended, another duration, another \
         reclaim policy) and lists whose access would differ.",
    ),
];
