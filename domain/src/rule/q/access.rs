//! Settled questions about access, transcript and sales orders.

use crate::rule::{Area, Rule, RuleId};

/// contract cut short.
pub const Q_40: RuleId = RuleId::new(Area::Questions, "Q-40");
/// contract extended late.
pub const Q_41: RuleId = RuleId::new(Area::Questions, "Q-41");
/// date beyond the contract.
pub const Q_42: RuleId = RuleId::new(Area::Questions, "Q-42");
/// clearing the date.
pub const Q_43: RuleId = RuleId::new(Area::Questions, "Q-43");
/// everything expired.
pub const Q_44: RuleId = RuleId::new(Area::Questions, "Q-44");
/// end during a quiz.
pub const Q_45: RuleId = RuleId::new(Area::Questions, "Q-45");
/// late completion.
pub const Q_46: RuleId = RuleId::new(Area::Questions, "Q-46");
/// nothing required.
pub const Q_47: RuleId = RuleId::new(Area::Questions, "Q-47");
/// item added later.
pub const Q_48: RuleId = RuleId::new(Area::Questions, "Q-48");
/// removing the passing attempt.
pub const Q_49: RuleId = RuleId::new(Area::Questions, "Q-49");
/// clearing after completion.
pub const Q_50: RuleId = RuleId::new(Area::Questions, "Q-50");
/// one course in two ways.
pub const Q_51: RuleId = RuleId::new(Area::Questions, "Q-51");
/// months and leap days.
pub const Q_52: RuleId = RuleId::new(Area::Questions, "Q-52");
/// back-dated orders.
pub const Q_53: RuleId = RuleId::new(Area::Questions, "Q-53");
/// clock, not job.
pub const Q_54: RuleId = RuleId::new(Area::Questions, "Q-54");
/// completing by hand.
pub const Q_55: RuleId = RuleId::new(Area::Questions, "Q-55");

pub(super) const RULES: &[Rule] = &[
    Rule::decided(
        Q_40,
        "Contract cut short",
        "When a sales order is moved to end before now, its followers expire at once; the plan shows how \
         many, and above the threshold asks for confirmation.",
    ),
    Rule::decided(
        Q_41,
        "Contract extended late",
        "When an expired sales order is extended, its followers are enrolled again with their data, and \
         each learner is told once, not for each course.",
    ),
    Rule::decided(
        Q_42,
        "Date beyond the contract",
        "A typed date may lie beyond the sales order's end and still decides; views and reports mark it.",
    ),
    Rule::decided(
        Q_43,
        "Clearing the date",
        "Clearing a typed date lets the enrollment follow its sales order again.",
    ),
    Rule::decided(
        Q_44,
        "Everything expired",
        "The message of VIEW-01 appears whenever no enrollment is open, worded for one course or for \
         several.",
    ),
    Rule::decided(
        Q_45,
        "End during a quiz",
        "Whoever began an attempt in time may end it within a grace period, which is zero unless set; the \
         attempt records the decision.",
    ),
    Rule::decided(
        Q_46,
        "Late completion",
        "A completion that arrives after the end counts if its work began inside the window, and is \
         marked late.",
    ),
    Rule::decided(
        Q_47,
        "Nothing required",
        "A course without required items is never complete by itself, only by hand, and the catalogue \
         check warns of it.",
    ),
    Rule::decided(
        Q_48,
        "Item added later",
        "A course once completed stays so when a required item is added; completion belongs to the \
         version.",
    ),
    Rule::decided(
        Q_49,
        "Removing the passing attempt",
        "Removing the submission that passed a quiz has quiz and course worked out anew; a certificate is \
         put up for review, not withdrawn in silence.",
    ),
    Rule::decided(
        Q_50,
        "Clearing after completion",
        "Clearing the CMI data of a completed module returns it to not attempted; what it was stays in \
         the history.",
    ),
    Rule::decided(
        Q_51,
        "One course in two ways",
        "Enrollment states are kept for each customer, course version and grant.",
    ),
    Rule::decided(
        Q_52,
        "Months and leap days",
        "Calendar months keep the day and fall back to the month's last; durations in days are exact.",
    ),
    Rule::decided(
        Q_53,
        "Back-dated orders",
        "An order may be dated back and its window counts from that date; a grant that has ended before \
         it is given comes with a warning.",
    ),
    Rule::decided(
        Q_54,
        "Clock, not job",
        "Expiry needs no job: the state is worked out for the instant asked, and jobs only send mails.",
    ),
    Rule::decided(
        Q_55,
        "Completing by hand",
        "An administrator may complete an item of an expired enrollment, not of one that is unenrolled.",
    ),
];
