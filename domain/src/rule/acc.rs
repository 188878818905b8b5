//! Rules ACC-01 to ACC-14: content access.

use super::{Area, Rule, RuleId};

/// ACC-01: grants are shown.
pub const ACC_01: RuleId = RuleId::new(Area::ContentAccess, "ACC-01");
/// ACC-02: editing dates.
pub const ACC_02: RuleId = RuleId::new(Area::ContentAccess, "ACC-02");
/// ACC-03: what the window counts from.
pub const ACC_03: RuleId = RuleId::new(Area::ContentAccess, "ACC-03");
/// ACC-04: frozen at purchase.
pub const ACC_04: RuleId = RuleId::new(Area::ContentAccess, "ACC-04");
/// ACC-05: extend and shorten.
pub const ACC_05: RuleId = RuleId::new(Area::ContentAccess, "ACC-05");
/// ACC-06: full history.
pub const ACC_06: RuleId = RuleId::new(Area::ContentAccess, "ACC-06");
/// ACC-07: union of grants.
pub const ACC_07: RuleId = RuleId::new(Area::ContentAccess, "ACC-07");
/// ACC-08: one grant at a time.
pub const ACC_08: RuleId = RuleId::new(Area::ContentAccess, "ACC-08");
/// ACC-09: empty and reversed dates.
pub const ACC_09: RuleId = RuleId::new(Area::ContentAccess, "ACC-09");
/// ACC-10: half-open windows.
pub const ACC_10: RuleId = RuleId::new(Area::ContentAccess, "ACC-10");
/// ACC-11: visible source.
pub const ACC_11: RuleId = RuleId::new(Area::ContentAccess, "ACC-11");
/// ACC-12: scheduled grants.
pub const ACC_12: RuleId = RuleId::new(Area::ContentAccess, "ACC-12");
/// ACC-13: only that grant ends.
pub const ACC_13: RuleId = RuleId::new(Area::ContentAccess, "ACC-13");
/// ACC-14: edits leave a trace.
pub const ACC_14: RuleId = RuleId::new(Area::ContentAccess, "ACC-14");

pub(super) const RULES: &[Rule] = &[
    Rule::stated(ACC_01, "Grants are shown", "A customer's page lists the products they have been granted."),
    Rule::stated(ACC_02, "Editing dates", "An administrator can change the start and the end of a grant."),
    Rule::stated(
        ACC_03,
        "What the window counts from",
        "An end that Rollbook computes is counted from the day of ordering or importing, however late the \
         account is made or the customer first signs in.",
    ),
    Rule::stated(
        ACC_04,
        "Frozen at purchase",
        "The window is computed once, when the order is placed; a duration changed later leaves it alone.",
    ),
    Rule::stated(
        ACC_05,
        "Extend and shorten",
        "To give one customer more or less time, the dates of that customer's grant are edited.",
    ),
    Rule::stated(
        ACC_06,
        "Full history",
        "All grants ever given stay listed, so a product can appear more than once.",
    ),
    Rule::follows(
        ACC_07,
        "Union of grants",
        "Grants of the same product are not merged: the customer has access at an instant when any one of \
         them is in force then.",
    ),
    Rule::follows(ACC_08, "One grant at a time", "An edit changes the grant it names and no other."),
    Rule::decided(
        ACC_09,
        "Empty and reversed dates",
        "A start after the end is refused; no end means without end, and no start means from the date of \
         the order.",
    ),
    Rule::decided(
        ACC_10,
        "Half-open windows",
        "A window holds its start and not its end; a bare date is one whole local day, by the clock of \
         the tenant's zone, so a typed last day is open until midnight ends it.",
    ),
    Rule::follows(
        ACC_11,
        "Visible source",
        "Every grant says what it came from: order, assignment, import, registration code or sales order.",
    ),
    Rule::follows(
        ACC_12,
        "Scheduled grants",
        "A grant that starts in the future exists and opens nothing yet.",
    ),
    Rule::follows(
        ACC_13,
        "Only that grant ends",
        "Reclaiming a seat ends the grant of that seat; another grant of the same product goes on.",
    ),
    Rule::decided(
        ACC_14,
        "Edits leave a trace",
        "Every edit keeps the dates from before, who made it and why.",
    ),
];
