//! Rules VIEW-01 to VIEW-11: views.

use super::{Area, Rule, RuleId};

/// VIEW-01: message on expiry.
pub const VIEW_01: RuleId = RuleId::new(Area::Views, "VIEW-01");
/// VIEW-02: results stay open.
pub const VIEW_02: RuleId = RuleId::new(Area::Views, "VIEW-02");
/// VIEW-03: a manager's view.
pub const VIEW_03: RuleId = RuleId::new(Area::Views, "VIEW-03");
/// VIEW-04: expired learners marked.
pub const VIEW_04: RuleId = RuleId::new(Area::Views, "VIEW-04");
/// VIEW-05: filter by expired.
pub const VIEW_05: RuleId = RuleId::new(Area::Views, "VIEW-05");
/// VIEW-06: organization report.
pub const VIEW_06: RuleId = RuleId::new(Area::Views, "VIEW-06");
/// VIEW-07: unenrolled are absent.
pub const VIEW_07: RuleId = RuleId::new(Area::Views, "VIEW-07");
/// VIEW-08: state per learner.
pub const VIEW_08: RuleId = RuleId::new(Area::Views, "VIEW-08");
/// VIEW-09: a buyer's view.
pub const VIEW_09: RuleId = RuleId::new(Area::Views, "VIEW-09");
/// VIEW-10: a learner's view.
pub const VIEW_10: RuleId = RuleId::new(Area::Views, "VIEW-10");
/// VIEW-11: known roles.
pub const VIEW_11: RuleId = RuleId::new(Area::Views, "VIEW-11");

pub(super) const RULES: &[Rule] = &[
    Rule::stated(
        VIEW_01,
        "Message on expiry",
        "A learner whose only course has expired is told so after signing in, in a text the tenant can \
         edit.",
    ),
    Rule::stated(VIEW_02, "Results stay open", "Such a learner keeps the results page of the course."),
    Rule::stated(VIEW_03, "A manager's view", "A manager sees which members of the team have expired."),
    Rule::stated(
        VIEW_04,
        "Expired learners marked",
        "An organization's administrator sees expired learners marked by a colored label.",
    ),
    Rule::stated(
        VIEW_05,
        "Filter by expired",
        "The organization's overview can be filtered to those who have expired.",
    ),
    Rule::stated(
        VIEW_06,
        "Organization report",
        "The organization's report states when access ends or ended.",
    ),
    Rule::stated(
        VIEW_07,
        "Unenrolled are absent",
        "Learners who are unenrolled do not appear in the organization's overview.",
    ),
    Rule::stated(VIEW_08, "State per learner", "An administrator's list shows E, U or X for each learner."),
    Rule::stated(
        VIEW_09,
        "A buyer's view",
        "A buyer has an overview of seats, their details, the pending invitations and the claimed seats.",
    ),
    Rule::stated(VIEW_10, "A learner's view", "A learner finds the content they may open in one place."),
    Rule::follows(
        VIEW_11,
        "Known roles",
        "The roles are system administrator, administrator, client administrator, manager, buyer, \
         learner and enrollment team.",
    ),
];
