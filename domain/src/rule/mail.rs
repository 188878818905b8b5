//! Rules MAIL-01 to MAIL-16: mail.

use super::{Area, Rule, RuleId};

/// MAIL-01: order confirmation.
pub const MAIL_01: RuleId = RuleId::new(Area::Mail, "MAIL-01");
/// MAIL-02: welcome after import.
pub const MAIL_02: RuleId = RuleId::new(Area::Mail, "MAIL-02");
/// MAIL-03: sign-in details.
pub const MAIL_03: RuleId = RuleId::new(Area::Mail, "MAIL-03");
/// MAIL-04: invitation to a seat.
pub const MAIL_04: RuleId = RuleId::new(Area::Mail, "MAIL-04");
/// MAIL-05: confirmation again.
pub const MAIL_05: RuleId = RuleId::new(Area::Mail, "MAIL-05");
/// MAIL-06: password reset.
pub const MAIL_06: RuleId = RuleId::new(Area::Mail, "MAIL-06");
/// MAIL-07: unlocking an account.
pub const MAIL_07: RuleId = RuleId::new(Area::Mail, "MAIL-07");
/// MAIL-08: held: survey.
pub const MAIL_08: RuleId = RuleId::new(Area::Mail, "MAIL-08");
/// MAIL-09: held: assessment locked.
pub const MAIL_09: RuleId = RuleId::new(Area::Mail, "MAIL-09");
/// MAIL-10: held: assessment unlocked.
pub const MAIL_10: RuleId = RuleId::new(Area::Mail, "MAIL-10");
/// MAIL-11: held: inactivity.
pub const MAIL_11: RuleId = RuleId::new(Area::Mail, "MAIL-11");
/// MAIL-12: held: item unlocked.
pub const MAIL_12: RuleId = RuleId::new(Area::Mail, "MAIL-12");
/// MAIL-13: other courses.
pub const MAIL_13: RuleId = RuleId::new(Area::Mail, "MAIL-13");
/// MAIL-14: silence when unenrolled.
pub const MAIL_14: RuleId = RuleId::new(Area::Mail, "MAIL-14");
/// MAIL-15: silence when Inactive.
pub const MAIL_15: RuleId = RuleId::new(Area::Mail, "MAIL-15");
/// MAIL-16: automatic lock.
pub const MAIL_16: RuleId = RuleId::new(Area::Mail, "MAIL-16");

pub(super) const RULES: &[Rule] = &[
    Rule::stated(
        MAIL_01,
        "Order confirmation",
        "An order, and so an assigned product, is confirmed by mail.",
    ),
    Rule::stated(
        MAIL_02,
        "Welcome after import",
        "An import with the welcome switched on mails it, with the subject and the words given.",
    ),
    Rule::stated(
        MAIL_03,
        "Sign-in details",
        "Learners set up or uploaded for a seat are mailed how to sign in.",
    ),
    Rule::stated(
        MAIL_04,
        "Invitation to a seat",
        "An invited address is mailed the standard text, the buyer's words and the link.",
    ),
    Rule::stated(
        MAIL_05,
        "Confirmation again",
        "A buyer can have a learner's confirmation mailed once more.",
    ),
    Rule::stated(
        MAIL_06,
        "Password reset",
        "A password reset is mailed at any time, to expired learners too.",
    ),
    Rule::stated(
        MAIL_07,
        "Unlocking an account",
        "Instructions for unlocking are mailed at any time, to expired learners too.",
    ),
    Rule::stated(
        MAIL_08,
        "Held: survey",
        "The survey at the end of a course is not mailed for an expired course.",
    ),
    Rule::stated(
        MAIL_09,
        "Held: assessment locked",
        "The notice of a locked final assessment is not mailed for an expired course.",
    ),
    Rule::stated(
        MAIL_10,
        "Held: assessment unlocked",
        "The notice of an unlocked final assessment is not mailed for an expired course.",
    ),
    Rule::stated(
        MAIL_11,
        "Held: inactivity",
        "The reminder about inactivity is not mailed for an expired course.",
    ),
    Rule::stated(
        MAIL_12,
        "Held: item unlocked",
        "The notice of an unlocked item is not mailed for an expired course.",
    ),
    Rule::stated(
        MAIL_13,
        "Other courses",
        "Mails of courses the learner is still enrolled in go out as before.",
    ),
    Rule::decided(
        MAIL_14,
        "Silence when unenrolled",
        "For a course the learner is unenrolled from, nothing is mailed.",
    ),
    Rule::decided(
        MAIL_15,
        "Silence when Inactive",
        "An Inactive customer is mailed only what an administrator sends on purpose.",
    ),
    Rule::decided(
        MAIL_16,
        "Automatic lock",
        "When an account is locked automatically, an administrator is told by mail.",
    ),
];
