//! Rules ACD-1 to ACD-9: access decision.

use super::{Area, Rule, RuleId};

/// ACD-1: erased account.
pub const ACD_1: RuleId = RuleId::new(Area::AccessDecision, "ACD-1");
/// ACD-2: not Active.
pub const ACD_2: RuleId = RuleId::new(Area::AccessDecision, "ACD-2");
/// ACD-3: password change due.
pub const ACD_3: RuleId = RuleId::new(Area::AccessDecision, "ACD-3");
/// ACD-4: never granted.
pub const ACD_4: RuleId = RuleId::new(Area::AccessDecision, "ACD-4");
/// ACD-5: unenrolled or revoked.
pub const ACD_5: RuleId = RuleId::new(Area::AccessDecision, "ACD-5");
/// ACD-6: in force.
pub const ACD_6: RuleId = RuleId::new(Area::AccessDecision, "ACD-6");
/// ACD-7: not open yet.
pub const ACD_7: RuleId = RuleId::new(Area::AccessDecision, "ACD-7");
/// ACD-8: only ended grants.
pub const ACD_8: RuleId = RuleId::new(Area::AccessDecision, "ACD-8");
/// ACD-9: attempts used up.
pub const ACD_9: RuleId = RuleId::new(Area::AccessDecision, "ACD-9");

pub(super) const RULES: &[Rule] = &[
    Rule::follows(ACD_1, "Erased account", "An erased account opens nothing."),
    Rule::follows(
        ACD_2,
        "Not Active",
        "An account that is not Active at that instant may not sign in and opens nothing.",
    ),
    Rule::follows(
        ACD_3,
        "Password change due",
        "While a password change is due, nothing opens until it is done.",
    ),
    Rule::follows(
        ACD_4,
        "Never granted",
        "Without any grant, ever, of a product that contains the item, it stays closed.",
    ),
    Rule::follows(
        ACD_5,
        "Unenrolled or revoked",
        "A learner who is unenrolled from the course, or whose grants are all revoked, opens neither \
         content nor results.",
    ),
    Rule::follows(
        ACD_6,
        "In force",
        "With a grant whose window holds the instant, it opens; the end is the effective one of X-06.",
    ),
    Rule::follows(
        ACD_7,
        "Not open yet",
        "With scheduled grants alone it stays closed, and the answer says from when it opens.",
    ),
    Rule::follows(
        ACD_8,
        "Only ended grants",
        "With ended grants alone the results open and the rest stays closed.",
    ),
    Rule::follows(ACD_9, "Attempts used up", "At the attempt limit of a quiz a new attempt is refused."),
];
