//! Rules.

use super::RuleId;

/// Rule X-01.
pub const X_01: RuleId = RuleId::new("X-01");
/// Rule X-02.
pub const X_02: RuleId = RuleId::new("X-02");
/// Rule X-03.
pub const X_03: RuleId = RuleId::new("X-03");
/// Rule X-04.
pub const X_04: RuleId = RuleId::new("X-04");
/// Rule X-05.
pub const X_05: RuleId = RuleId::new("X-05");
/// Rule X-06.
pub const X_06: RuleId = RuleId::new("X-06");
/// Rule X-07.
pub const X_07: RuleId = RuleId::new("X-07");
/// Rule X-08.
pub const X_08: RuleId = RuleId::new("X-08");
/// Rule X-09.
pub const X_09: RuleId = RuleId::new("X-09");
/// Rule X-10.
pub const X_10: RuleId = RuleId::new("X-10");
/// Rule X-11.
pub const X_11: RuleId = RuleId::new("X-11");
/// Rule X-12.
pub const X_12: RuleId = RuleId::new("X-12");
/// Rule X-13.
pub const X_13: RuleId = RuleId::new("X-13");
/// Rule X-14.
pub const X_14: RuleId = RuleId::new("X-14");
/// Rule X-15.
pub const X_15: RuleId = RuleId::new("X-15");
/// Rule X-16.
pub const X_16: RuleId = RuleId::new("X-16");
/// Rule X-17.
pub const X_17: RuleId = RuleId::new("X-17");
/// Rule X-18.
pub const X_18: RuleId = RuleId::new("X-18");
/// Rule X-19.
pub const X_19: RuleId = RuleId::new("X-19");
/// Rule X-20.
pub const X_20: RuleId = RuleId::new("X-20");
