//! Rules IMP-01 to IMP-23.

use super::RuleId;

/// Rule IMP-01.
pub const IMP_01: RuleId = RuleId::new("IMP-01");
/// Rule IMP-02.
pub const IMP_02: RuleId = RuleId::new("IMP-02");
/// Rule IMP-03.
pub const IMP_03: RuleId = RuleId::new("IMP-03");
/// Rule IMP-04.
pub const IMP_04: RuleId = RuleId::new("IMP-04");
/// Rule IMP-05.
pub const IMP_05: RuleId = RuleId::new("IMP-05");
/// Rule IMP-06.
pub const IMP_06: RuleId = RuleId::new("IMP-06");
/// Rule IMP-07.
pub const IMP_07: RuleId = RuleId::new("IMP-07");
/// Rule IMP-08.
pub const IMP_08: RuleId = RuleId::new("IMP-08");
/// Rule IMP-09.
pub const IMP_09: RuleId = RuleId::new("IMP-09");
/// Rule IMP-10.
pub const IMP_10: RuleId = RuleId::new("IMP-10");
/// Rule IMP-11.
pub const IMP_11: RuleId = RuleId::new("IMP-11");
/// Rule IMP-12.
pub const IMP_12: RuleId = RuleId::new("IMP-12");
/// Rule IMP-13.
pub const IMP_13: RuleId = RuleId::new("IMP-13");
/// Rule IMP-14.
pub const IMP_14: RuleId = RuleId::new("IMP-14");
/// Rule IMP-15.
pub const IMP_15: RuleId = RuleId::new("IMP-15");
/// Rule IMP-16.
pub const IMP_16: RuleId = RuleId::new("IMP-16");
/// Rule IMP-17.
pub const IMP_17: RuleId = RuleId::new("IMP-17");
/// Rule IMP-18.
pub const IMP_18: RuleId = RuleId::new("IMP-18");
/// Rule IMP-19.
pub const IMP_19: RuleId = RuleId::new("IMP-19");
/// Rule IMP-20.
pub const IMP_20: RuleId = RuleId::new("IMP-20");
/// Rule IMP-21.
pub const IMP_21: RuleId = RuleId::new("IMP-21");
/// Rule IMP-22.
pub const IMP_22: RuleId = RuleId::new("IMP-22");
/// Rule IMP-23.
pub const IMP_23: RuleId = RuleId::new("IMP-23");
