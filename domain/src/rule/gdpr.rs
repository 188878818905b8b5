//! Rules GDPR-01 to GDPR-12: privacy.

use super::{Area, Rule, RuleId};

/// GDPR-01: data export.
pub const GDPR_01: RuleId = RuleId::new(Area::Privacy, "GDPR-01");
/// GDPR-02: contents of the export.
pub const GDPR_02: RuleId = RuleId::new(Area::Privacy, "GDPR-02");
/// GDPR-03: why export.
pub const GDPR_03: RuleId = RuleId::new(Area::Privacy, "GDPR-03");
/// GDPR-04: erasing personal data.
pub const GDPR_04: RuleId = RuleId::new(Area::Privacy, "GDPR-04");
/// GDPR-05: what remains.
pub const GDPR_05: RuleId = RuleId::new(Area::Privacy, "GDPR-05");
/// GDPR-06: orders remain.
pub const GDPR_06: RuleId = RuleId::new(Area::Privacy, "GDPR-06");
/// GDPR-07: no way back.
pub const GDPR_07: RuleId = RuleId::new(Area::Privacy, "GDPR-07");
/// GDPR-08: Inactive first.
pub const GDPR_08: RuleId = RuleId::new(Area::Privacy, "GDPR-08");
/// GDPR-09: why erasure.
pub const GDPR_09: RuleId = RuleId::new(Area::Privacy, "GDPR-09");
/// GDPR-10: deletion and status.
pub const GDPR_10: RuleId = RuleId::new(Area::Privacy, "GDPR-10");
/// GDPR-11: erased for good.
pub const GDPR_11: RuleId = RuleId::new(Area::Privacy, "GDPR-11");
/// GDPR-12: also personal.
pub const GDPR_12: RuleId = RuleId::new(Area::Privacy, "GDPR-12");

pub(super) const RULES: &[Rule] = &[
    Rule::stated(
        GDPR_01,
        "Data export",
        "All data kept about a customer can be downloaded as CSV files in one zip archive.",
    ),
    Rule::stated(
        GDPR_02,
        "Contents of the export",
        "The archive holds profile, orders, completions, quiz results and, where there are any, CMI data.",
    ),
    Rule::stated(GDPR_03, "Why export", "The export lets a person take their data elsewhere."),
    Rule::stated(
        GDPR_04,
        "Erasing personal data",
        "Erasure clears what identifies the person in the profile and all that was entered in forms.",
    ),
    Rule::stated(
        GDPR_05,
        "What remains",
        "An erased record keeps its id and its time of creation, and nothing else of the profile.",
    ),
    Rule::stated(
        GDPR_06,
        "Orders remain",
        "Erasure leaves orders standing; X-05 says what is taken out of them.",
    ),
    Rule::stated(GDPR_07, "No way back", "Erasure cannot be undone and must be confirmed."),
    Rule::stated(GDPR_08, "Inactive first", "Only an Inactive customer can be erased."),
    Rule::stated(GDPR_09, "Why erasure", "Erasure serves a person's right to be forgotten."),
    Rule::stated(
        GDPR_10,
        "Deletion and status",
        "Deletion asks nothing of the status; it asks only about orders and access.",
    ),
    Rule::decided(
        GDPR_11,
        "Erased for good",
        "An erased record can never be made active, signed in to, impersonated or found by email; another \
         account may use the address.",
    ),
    Rule::decided(
        GDPR_12,
        "Also personal",
        "Sign-in addresses, invitations that carry the email, payment tokens, notes on impersonation and \
         queued mails are personal data, and export and erasure cover them.",
    ),
];
