//! Rules ACC-01 to ACC-14.

use super::RuleId;

/// Rule ACC-01.
pub const ACC_01: RuleId = RuleId::new("ACC-01");
/// Rule ACC-02.
pub const ACC_02: RuleId = RuleId::new("ACC-02");
/// Rule ACC-03.
pub const ACC_03: RuleId = RuleId::new("ACC-03");
/// Rule ACC-04.
pub const ACC_04: RuleId = RuleId::new("ACC-04");
/// Rule ACC-05.
pub const ACC_05: RuleId = RuleId::new("ACC-05");
/// Rule ACC-06.
pub const ACC_06: RuleId = RuleId::new("ACC-06");
/// Rule ACC-07.
pub const ACC_07: RuleId = RuleId::new("ACC-07");
/// Rule ACC-08.
pub const ACC_08: RuleId = RuleId::new("ACC-08");
/// Rule ACC-09.
pub const ACC_09: RuleId = RuleId::new("ACC-09");
/// Rule ACC-10.
pub const ACC_10: RuleId = RuleId::new("ACC-10");
/// Rule ACC-11.
pub const ACC_11: RuleId = RuleId::new("ACC-11");
/// Rule ACC-12.
pub const ACC_12: RuleId = RuleId::new("ACC-12");
/// Rule ACC-13.
pub const ACC_13: RuleId = RuleId::new("ACC-13");
/// Rule ACC-14.
pub const ACC_14: RuleId = RuleId::new("ACC-14");
