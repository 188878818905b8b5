//! Rules GRP-01 to GRP-11: groups.

use super::{Area, Rule, RuleId};

/// GRP-01: groups are shown.
pub const GRP_01: RuleId = RuleId::new(Area::Groups, "GRP-01");
/// GRP-02: joining and leaving.
pub const GRP_02: RuleId = RuleId::new(Area::Groups, "GRP-02");
/// GRP-03: many groups.
pub const GRP_03: RuleId = RuleId::new(Area::Groups, "GRP-03");
/// GRP-04: standing rules apart.
pub const GRP_04: RuleId = RuleId::new(Area::Groups, "GRP-04");
/// GRP-05: groups by import.
pub const GRP_05: RuleId = RuleId::new(Area::Groups, "GRP-05");
/// GRP-06: buyer and learners together.
pub const GRP_06: RuleId = RuleId::new(Area::Groups, "GRP-06");
/// GRP-07: who GRP-06 reaches.
pub const GRP_07: RuleId = RuleId::new(Area::Groups, "GRP-07");
/// GRP-08: groups select.
pub const GRP_08: RuleId = RuleId::new(Area::Groups, "GRP-08");
/// GRP-09: what groups may do.
pub const GRP_09: RuleId = RuleId::new(Area::Groups, "GRP-09");
/// GRP-10: inherited groups.
pub const GRP_10: RuleId = RuleId::new(Area::Groups, "GRP-10");
/// GRP-11: group administrators.
pub const GRP_11: RuleId = RuleId::new(Area::Groups, "GRP-11");

pub(super) const RULES: &[Rule] = &[
    Rule::stated(GRP_01, "Groups are shown", "A customer's page lists the groups they are in."),
    Rule::stated(
        GRP_02,
        "Joining and leaving",
        "An administrator adds groups to a customer and takes them away; both take effect together when \
         saved.",
    ),
    Rule::stated(GRP_03, "Many groups", "A customer can be in any number of groups."),
    Rule::stated(
        GRP_04,
        "Standing rules apart",
        "Standing rules may act on membership of a group; they are kept apart from the membership itself.",
    ),
    Rule::stated(
        GRP_05,
        "Groups by import",
        "A roster row can put its customer into a group, named by id or code.",
    ),
    Rule::stated(
        GRP_06,
        "Buyer and learners together",
        "A buyer and the learners on the buyer's registration codes can be put into a group in one step.",
    ),
    Rule::decided(
        GRP_07,
        "Who GRP-06 reaches",
        "That step takes the buyer and the learners who have claimed a seat at that moment; people only \
         invited have no account yet, and those who claim later do not follow.",
    ),
    Rule::stated(
        GRP_08,
        "Groups select",
        "Enrollments to be expired or moved in bulk can be selected by group.",
    ),
    Rule::decided(
        GRP_09,
        "What groups may do",
        "A group may pass to learners, may have administrators of its own, may be joined by buying a \
         price and may restrict who can buy one.",
    ),
    Rule::decided(
        GRP_10,
        "Inherited groups",
        "Whoever claims a seat joins those groups of the buyer that are marked as inherited.",
    ),
    Rule::decided(
        GRP_11,
        "Group administrators",
        "A group can have administrators, who see how far its members have come; a price can be reserved \
         to members.",
    ),
];
