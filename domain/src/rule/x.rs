//! Rules: readings.

use super::{Area, Rule, RuleId};

/// when may one delete?
pub const X_01: RuleId = RuleId::new(Area::Readings, "X-01");
/// assigned without an order?
pub const X_02: RuleId = RuleId::new(Area::Readings, "X-02");
/// older and newer descriptions.
pub const X_03: RuleId = RuleId::new(Area::Readings, "X-03");
/// current or all access?
pub const X_04: RuleId = RuleId::new(Area::Readings, "X-04");
/// erased orders.
pub const X_05: RuleId = RuleId::new(Area::Readings, "X-05");
/// fixed or following end.
pub const X_06: RuleId = RuleId::new(Area::Readings, "X-06");
/// results after the end.
pub const X_07: RuleId = RuleId::new(Area::Readings, "X-07");
/// does removal lose progress?
pub const X_08: RuleId = RuleId::new(Area::Readings, "X-08");
/// who locks.
pub const X_09: RuleId = RuleId::new(Area::Readings, "X-09");
/// who unlocks.
pub const X_10: RuleId = RuleId::new(Area::Readings, "X-10");
/// Inactive and expiry.
pub const X_11: RuleId = RuleId::new(Area::Readings, "X-11");
/// who is a guest.
pub const X_12: RuleId = RuleId::new(Area::Readings, "X-12");
/// consent to save.
pub const X_13: RuleId = RuleId::new(Area::Readings, "X-13");
/// one switch.
pub const X_14: RuleId = RuleId::new(Area::Readings, "X-14");
/// no password by mail.
pub const X_15: RuleId = RuleId::new(Area::Readings, "X-15");
/// transcripts lose nothing.
pub const X_16: RuleId = RuleId::new(Area::Readings, "X-16");
/// answers nobody gave.
pub const X_17: RuleId = RuleId::new(Area::Readings, "X-17");
/// who has completed.
pub const X_18: RuleId = RuleId::new(Area::Readings, "X-18");
/// through the last day.
pub const X_19: RuleId = RuleId::new(Area::Readings, "X-19");
/// one word each.
pub const X_20: RuleId = RuleId::new(Area::Readings, "X-20");

pub(super) const RULES: &[Rule] = &[
    Rule::decided(
        X_01,
        "When may one delete?",
        "By default a customer can be deleted only with no placed order and no grant that is in force or \
         to come, and what goes is carts and abandoned checkouts. A second policy, off unless chosen, \
         asks for either and then removes placed orders too; a dry run lists what would go.",
    ),
    Rule::decided(
        X_02,
        "Assigned without an order?",
        "Assigning a product always makes a completed order of zero with the payment type Import; it only \
         skips the checkout. Order, grant and mail happen together or not at all.",
    ),
    Rule::decided(
        X_03,
        "Older and newer descriptions",
        "Where one account of the customer page knows a feature that another does not mention, Rollbook \
         has it.",
    ),
    Rule::decided(
        X_04,
        "Current or all access?",
        "The access list holds every grant, newest first, and tells how each one stands: scheduled, in \
         force, ended, suspended or revoked. Showing only the current ones is a filter.",
    ),
    Rule::decided(
        X_05,
        "Erased orders",
        "Erasure clears profile, forms, free text, addresses, mails, invitations and payment details; \
         orders keep number, date, lines, amounts and tax region under a pseudonym. Where law requires \
         it, a billing block is held up to a stated date and then cleared by itself. A receipt lists what \
         was cleared, what was kept, why and until when.",
    ),
    Rule::decided(
        X_06,
        "Fixed or following end",
        "An end is fixed at purchase or follows a sales order, and either may have an override: the \
         override decides first, then the sales order as it stands now, then the fixed end. An \
         explanation says which of them it was.",
    ),
    Rule::decided(
        X_07,
        "Results after the end",
        "Grants that ended leave the results readable, unless the product says otherwise; revoked ones do \
         not.",
    ),
    Rule::decided(
        X_08,
        "Does removal lose progress?",
        "Reclaiming a seat makes the learner unenrolled: progress is kept out of sight and is there again \
         once the learner is back in that version.",
    ),
    Rule::decided(
        X_09,
        "Who locks",
        "An account is locked by a rule, with its evidence, or by an administrator, with a text; the \
         record says which.",
    ),
    Rule::decided(
        X_10,
        "Who unlocks",
        "An administrator can always unlock. Customers can do so themselves only where the policy allows \
         it for that kind of automatic lock, and never out of Inactive.",
    ),
    Rule::decided(
        X_11,
        "Inactive and expiry",
        "Expiry by time asks nothing of the status. A bulk edit by hand passes over customers who are \
         Inactive and reports each of them, without failing for the rest.",
    ),
    Rule::decided(
        X_12,
        "Who is a guest",
        "Guest means that one checkout does without saved details; the buyer still has an account, and a \
         checkout with an email alone makes one.",
    ),
    Rule::decided(
        X_13,
        "Consent to save",
        "Going on with saved details continues the consent given earlier. Consent is a dated record that \
         can be withdrawn, which deletes the token; for a different card the box is shown again, ticked.",
    ),
    Rule::decided(
        X_14,
        "One switch",
        "There is one setting for saved payment details, wherever a console may show it.",
    ),
    Rule::decided(
        X_15,
        "No password by mail",
        "By default a blank password means none is set, and the mail carries a link for setting one, good \
         for one use within 7 days. A tenant may choose a generated password instead: at least 112 bits, \
         mailed once, kept only as a hash, changed at first sign-in. An import lists who cannot sign in \
         yet.",
    ),
    Rule::decided(
        X_16,
        "Transcripts lose nothing",
        "A transcript keeps all its lines after access has ended; each line says how access stands.",
    ),
    Rule::decided(
        X_17,
        "Answers nobody gave",
        "An entry that an administrator's \"passed\" puts into the response report is marked as made by \
         hand and by whom, stays out of statistics, and carries its mark into reports and exports.",
    ),
    Rule::decided(
        X_18,
        "Who has completed",
        "A learner counts as having completed the way in once they hold the claimed seat, whether the \
         buyer set them up or they came by invitation.",
    ),
    Rule::decided(
        X_19,
        "Through the last day",
        "An end date leaves access open until the next day begins locally, daylight saving or not; an \
         exact instant may be given instead.",
    ),
    Rule::decided(X_20, "One word each", "Every concept has one word, listed in the glossary."),
];
