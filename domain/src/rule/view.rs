//! Rules VIEW-01 to VIEW-11.

use super::RuleId;

/// Rule VIEW-01.
pub const VIEW_01: RuleId = RuleId::new("VIEW-01");
/// Rule VIEW-02.
pub const VIEW_02: RuleId = RuleId::new("VIEW-02");
/// Rule VIEW-03.
pub const VIEW_03: RuleId = RuleId::new("VIEW-03");
/// Rule VIEW-04.
pub const VIEW_04: RuleId = RuleId::new("VIEW-04");
/// Rule VIEW-05.
pub const VIEW_05: RuleId = RuleId::new("VIEW-05");
/// Rule VIEW-06.
pub const VIEW_06: RuleId = RuleId::new("VIEW-06");
/// Rule VIEW-07.
pub const VIEW_07: RuleId = RuleId::new("VIEW-07");
/// Rule VIEW-08.
pub const VIEW_08: RuleId = RuleId::new("VIEW-08");
/// Rule VIEW-09.
pub const VIEW_09: RuleId = RuleId::new("VIEW-09");
/// Rule VIEW-10.
pub const VIEW_10: RuleId = RuleId::new("VIEW-10");
/// Rule VIEW-11.
pub const VIEW_11: RuleId = RuleId::new("VIEW-11");
