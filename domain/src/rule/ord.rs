//! Rules ORD-01 to ORD-15.

use super::RuleId;

/// Rule ORD-01.
pub const ORD_01: RuleId = RuleId::new("ORD-01");
/// Rule ORD-02.
pub const ORD_02: RuleId = RuleId::new("ORD-02");
/// Rule ORD-03.
pub const ORD_03: RuleId = RuleId::new("ORD-03");
/// Rule ORD-04.
pub const ORD_04: RuleId = RuleId::new("ORD-04");
/// Rule ORD-05.
pub const ORD_05: RuleId = RuleId::new("ORD-05");
/// Rule ORD-06.
pub const ORD_06: RuleId = RuleId::new("ORD-06");
/// Rule ORD-07.
pub const ORD_07: RuleId = RuleId::new("ORD-07");
/// Rule ORD-08.
pub const ORD_08: RuleId = RuleId::new("ORD-08");
/// Rule ORD-09.
pub const ORD_09: RuleId = RuleId::new("ORD-09");
/// Rule ORD-10.
pub const ORD_10: RuleId = RuleId::new("ORD-10");
/// Rule ORD-11.
pub const ORD_11: RuleId = RuleId::new("ORD-11");
/// Rule ORD-12.
pub const ORD_12: RuleId = RuleId::new("ORD-12");
/// Rule ORD-13.
pub const ORD_13: RuleId = RuleId::new("ORD-13");
/// Rule ORD-14.
pub const ORD_14: RuleId = RuleId::new("ORD-14");
/// Rule ORD-15.
pub const ORD_15: RuleId = RuleId::new("ORD-15");
