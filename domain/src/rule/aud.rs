//! Rules AUD-01 to AUD-08: audit and impersonation.

use super::{Area, Rule, RuleId};

/// AUD-01: sign-in history.
pub const AUD_01: RuleId = RuleId::new(Area::Audit, "AUD-01");
/// AUD-02: activity log.
pub const AUD_02: RuleId = RuleId::new(Area::Audit, "AUD-02");
/// AUD-03: seeing as a customer.
pub const AUD_03: RuleId = RuleId::new(Area::Audit, "AUD-03");
/// AUD-04: impersonated changes.
pub const AUD_04: RuleId = RuleId::new(Area::Audit, "AUD-04");
/// AUD-05: actor and subject.
pub const AUD_05: RuleId = RuleId::new(Area::Audit, "AUD-05");
/// AUD-06: bounds of impersonation.
pub const AUD_06: RuleId = RuleId::new(Area::Audit, "AUD-06");
/// AUD-07: impersonating the barred.
pub const AUD_07: RuleId = RuleId::new(Area::Audit, "AUD-07");
/// AUD-08: not the customer's sign-in.
pub const AUD_08: RuleId = RuleId::new(Area::Audit, "AUD-08");

pub(super) const RULES: &[Rule] = &[
    Rule::stated(
        AUD_01,
        "Sign-in history",
        "Every sign-in of a customer is listed with its date and IP address.",
    ),
    Rule::stated(
        AUD_02,
        "Activity log",
        "Every act that concerns a customer is listed with its date and kind.",
    ),
    Rule::stated(
        AUD_03,
        "Seeing as a customer",
        "An administrator can see the site as a chosen customer sees it, in a window of its own.",
    ),
    Rule::stated(
        AUD_04,
        "Impersonated changes",
        "What is changed while impersonating is in the customer's activity log.",
    ),
    Rule::follows(
        AUD_05,
        "Actor and subject",
        "Every entry of the log names who acted and whom it concerns, and when these differ through \
         impersonation, which impersonation it was.",
    ),
    Rule::decided(
        AUD_06,
        "Bounds of impersonation",
        "Impersonation needs a right of its own and a written reason, shows itself on every page, ends \
         after 30 minutes, and cannot change passwords, pay, erase or delete.",
    ),
    Rule::decided(
        AUD_07,
        "Impersonating the barred",
        "An Inactive or Locked customer may be impersonated for reading only, an erased one not at all.",
    ),
    Rule::decided(
        AUD_08,
        "Not the customer's sign-in",
        "An impersonation never appears in the sign-in history as a sign-in of the customer.",
    ),
];
