//! Rules REG-01 to REG-41: registration codes.

use super::{Area, Rule, RuleId};

/// REG-01: buying for others.
pub const REG_01: RuleId = RuleId::new(Area::RegistrationCodes, "REG-01");
/// REG-02: the switch.
pub const REG_02: RuleId = RuleId::new(Area::RegistrationCodes, "REG-02");
/// REG-03: two or more.
pub const REG_03: RuleId = RuleId::new(Area::RegistrationCodes, "REG-03");
/// REG-04: a single seat.
pub const REG_04: RuleId = RuleId::new(Area::RegistrationCodes, "REG-04");
/// REG-05: exactly as many.
pub const REG_05: RuleId = RuleId::new(Area::RegistrationCodes, "REG-05");
/// REG-06: changing the switch.
pub const REG_06: RuleId = RuleId::new(Area::RegistrationCodes, "REG-06");
/// REG-07: where buyers find them.
pub const REG_07: RuleId = RuleId::new(Area::RegistrationCodes, "REG-07");
/// REG-08: overview by line.
pub const REG_08: RuleId = RuleId::new(Area::RegistrationCodes, "REG-08");
/// REG-09: giving out.
pub const REG_09: RuleId = RuleId::new(Area::RegistrationCodes, "REG-09");
/// REG-10: three ways.
pub const REG_10: RuleId = RuleId::new(Area::RegistrationCodes, "REG-10");
/// REG-11: setting up learners.
pub const REG_11: RuleId = RuleId::new(Area::RegistrationCodes, "REG-11");
/// REG-12: known learners.
pub const REG_12: RuleId = RuleId::new(Area::RegistrationCodes, "REG-12");
/// REG-13: ready at once.
pub const REG_13: RuleId = RuleId::new(Area::RegistrationCodes, "REG-13");
/// REG-14: inviting an address.
pub const REG_14: RuleId = RuleId::new(Area::RegistrationCodes, "REG-14");
/// REG-15: the buyer's words.
pub const REG_15: RuleId = RuleId::new(Area::RegistrationCodes, "REG-15");
/// REG-16: addresses from a file.
pub const REG_16: RuleId = RuleId::new(Area::RegistrationCodes, "REG-16");
/// REG-17: when an invited seat is taken.
pub const REG_17: RuleId = RuleId::new(Area::RegistrationCodes, "REG-17");
/// REG-18: shown after claiming.
pub const REG_18: RuleId = RuleId::new(Area::RegistrationCodes, "REG-18");
/// REG-19: uploading learners.
pub const REG_19: RuleId = RuleId::new(Area::RegistrationCodes, "REG-19");
/// REG-20: counts at a glance.
pub const REG_20: RuleId = RuleId::new(Area::RegistrationCodes, "REG-20");
/// REG-21: pending invitations.
pub const REG_21: RuleId = RuleId::new(Area::RegistrationCodes, "REG-21");
/// REG-22: acting on a pending seat.
pub const REG_22: RuleId = RuleId::new(Area::RegistrationCodes, "REG-22");
/// REG-23: same or another learner.
pub const REG_23: RuleId = RuleId::new(Area::RegistrationCodes, "REG-23");
/// REG-24: first to accept.
pub const REG_24: RuleId = RuleId::new(Area::RegistrationCodes, "REG-24");
/// REG-25: assigned while pending.
pub const REG_25: RuleId = RuleId::new(Area::RegistrationCodes, "REG-25");
/// REG-26: changing the recipient.
pub const REG_26: RuleId = RuleId::new(Area::RegistrationCodes, "REG-26");
/// REG-27: claimed seats.
pub const REG_27: RuleId = RuleId::new(Area::RegistrationCodes, "REG-27");
/// REG-28: sending again.
pub const REG_28: RuleId = RuleId::new(Area::RegistrationCodes, "REG-28");
/// REG-29: taking a seat back.
pub const REG_29: RuleId = RuleId::new(Area::RegistrationCodes, "REG-29");
/// REG-30: a reclaimed seat.
pub const REG_30: RuleId = RuleId::new(Area::RegistrationCodes, "REG-30");
/// REG-31: the administrator's view.
pub const REG_31: RuleId = RuleId::new(Area::RegistrationCodes, "REG-31");
/// REG-32: only claimed seats there.
pub const REG_32: RuleId = RuleId::new(Area::RegistrationCodes, "REG-32");
/// REG-33: reclaiming for the buyer.
pub const REG_33: RuleId = RuleId::new(Area::RegistrationCodes, "REG-33");
/// REG-34: to the learner.
pub const REG_34: RuleId = RuleId::new(Area::RegistrationCodes, "REG-34");
/// REG-35: extending a learner.
pub const REG_35: RuleId = RuleId::new(Area::RegistrationCodes, "REG-35");
/// REG-36: standard text.
pub const REG_36: RuleId = RuleId::new(Area::RegistrationCodes, "REG-36");
/// REG-37: edits without outage.
pub const REG_37: RuleId = RuleId::new(Area::RegistrationCodes, "REG-37");
/// REG-38: seats are conserved.
pub const REG_38: RuleId = RuleId::new(Area::RegistrationCodes, "REG-38");
/// REG-39: one holder.
pub const REG_39: RuleId = RuleId::new(Area::RegistrationCodes, "REG-39");
/// REG-40: existing account.
pub const REG_40: RuleId = RuleId::new(Area::RegistrationCodes, "REG-40");
/// REG-41: buyers see progress.
pub const REG_41: RuleId = RuleId::new(Area::RegistrationCodes, "REG-41");

pub(super) const RULES: &[Rule] = &[
    Rule::stated(
        REG_01,
        "Buying for others",
        "A customer can buy many seats at once and give them out, each as a registration code.",
    ),
    Rule::stated(
        REG_02,
        "The switch",
        "Each price says for itself whether registration codes are made for it.",
    ),
    Rule::stated(
        REG_03,
        "Two or more",
        "Where the price makes codes, every line of at least two seats gets them by itself.",
    ),
    Rule::follows(
        REG_04,
        "A single seat",
        "A line of one seat makes no code: the buyer receives the access.",
    ),
    Rule::follows(
        REG_05,
        "Exactly as many",
        "A line of n seats, n at least two, makes n codes and no access for the buyer, who may use one of \
         the seats in person.",
    ),
    Rule::decided(
        REG_06,
        "Changing the switch",
        "The switch acts on later orders only: turning it on makes no codes for earlier ones, turning it \
         off takes none away.",
    ),
    Rule::stated(
        REG_07,
        "Where buyers find them",
        "A customer who holds codes finds them in their own account; others see no such place.",
    ),
    Rule::stated(
        REG_08,
        "Overview by line",
        "For every order line a buyer sees order number, order date, product, seats still to give out and \
         seats taken.",
    ),
    Rule::stated(
        REG_09,
        "Giving out",
        "From a line of the overview the buyer goes on to give its seats out.",
    ),
    Rule::stated(
        REG_10,
        "Three ways",
        "Seats are given out by setting up learners one by one, by inviting addresses, or by uploading a \
         file of learners.",
    ),
    Rule::stated(
        REG_11,
        "Setting up learners",
        "Setting up takes email, first name, last name and, if wished, a password; several learners at a \
         time, and X-15 governs a blank password.",
    ),
    Rule::stated(
        REG_12,
        "Known learners",
        "Learners the buyer has served before can be chosen from a list without typing them again.",
    ),
    Rule::stated(
        REG_13,
        "Ready at once",
        "Learners who were set up or uploaded have the product immediately and are told by mail how to \
         sign in and what awaits them.",
    ),
    Rule::stated(
        REG_14,
        "Inviting an address",
        "An invitation mail asks its recipient to set up their own account.",
    ),
    Rule::stated(
        REG_15,
        "The buyer's words",
        "A buyer can add their own words to the text of the invitation.",
    ),
    Rule::stated(REG_16, "Addresses from a file", "Addresses to invite can come from a CSV file."),
    Rule::stated(
        REG_17,
        "When an invited seat is taken",
        "An invited seat is pending until somebody follows the link and has an account; only then is it \
         claimed.",
    ),
    Rule::stated(
        REG_18,
        "Shown after claiming",
        "Once the seat is claimed, the product is among the learner's own.",
    ),
    Rule::stated(
        REG_19,
        "Uploading learners",
        "A file can set up many learners by first name, last name, email and an optional password, with \
         X-15 for a blank one.",
    ),
    Rule::stated(
        REG_20,
        "Counts at a glance",
        "The overview shows how many seats are left and how many are taken, and where to give out more.",
    ),
    Rule::stated(
        REG_21,
        "Pending invitations",
        "Invitations sent and not yet accepted have a list of their own.",
    ),
    Rule::stated(
        REG_22,
        "Acting on a pending seat",
        "For a pending seat the buyer can copy its link, set up an account that takes it, or send another \
         invitation.",
    ),
    Rule::stated(
        REG_23,
        "Same or another learner",
        "Each of these may aim at the person first invited or at somebody else.",
    ),
    Rule::stated(
        REG_24,
        "First to accept",
        "A seat can have several invitations out; whoever accepts first takes it, and the others cease to \
         be valid.",
    ),
    Rule::follows(
        REG_25,
        "Assigned while pending",
        "Giving a pending seat straight to a learner ends its open invitations too.",
    ),
    Rule::stated(
        REG_26,
        "Changing the recipient",
        "A buyer can aim a pending seat at another person, for instance when the first has left.",
    ),
    Rule::stated(
        REG_27,
        "Claimed seats",
        "A list shows every learner who holds one of the buyer's seats, however the seat came to them.",
    ),
    Rule::stated(
        REG_28,
        "Sending again",
        "From that list the buyer can have the sign-in details mailed once more.",
    ),
    Rule::stated(
        REG_29,
        "Taking a seat back",
        "From that list the buyer can reclaim a seat, which revokes the learner's grant and closes the \
         content.",
    ),
    Rule::stated(REG_30, "A reclaimed seat", "A reclaimed seat is free to be given out again."),
    Rule::stated(
        REG_31,
        "The administrator's view",
        "An administrator sees on the buyer's page who holds the buyer's seats.",
    ),
    Rule::stated(
        REG_32,
        "Only claimed seats there",
        "That view lists holders; people with nothing but an invitation are absent from it.",
    ),
    Rule::stated(
        REG_33,
        "Reclaiming for the buyer",
        "An administrator can reclaim a seat there, and it goes back to the buyer.",
    ),
    Rule::stated(REG_34, "To the learner", "From a held seat one reaches the page of its learner."),
    Rule::stated(
        REG_35,
        "Extending a learner",
        "To give a learner more time, an administrator edits that learner's grant; the seat itself has no \
         dates to edit.",
    ),
    Rule::stated(
        REG_36,
        "Standard text",
        "The standard text of the code mail can be edited by an administrator.",
    ),
    Rule::stated(
        REG_37,
        "Edits without outage",
        "An edited text applies from the next mail on; nobody is signed out and nothing restarts.",
    ),
    Rule::follows(
        REG_38,
        "Seats are conserved",
        "At every instant the seats of a line that are available, pending, claimed or void add up to the \
         quantity bought.",
    ),
    Rule::follows(REG_39, "One holder", "No seat is ever held by two learners."),
    Rule::decided(
        REG_40,
        "Existing account",
        "Accepting with an account that exists takes the seat for that account; no second one is made.",
    ),
    Rule::follows(
        REG_41,
        "Buyers see progress",
        "A buyer may follow the learners on their seats, within the limits of Q-19.",
    ),
];
