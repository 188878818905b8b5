//! Rules CUS-01 to CUS-30.

use super::RuleId;

/// Rule CUS-01.
pub const CUS_01: RuleId = RuleId::new("CUS-01");
/// Rule CUS-02.
pub const CUS_02: RuleId = RuleId::new("CUS-02");
/// Rule CUS-03.
pub const CUS_03: RuleId = RuleId::new("CUS-03");
/// Rule CUS-04.
pub const CUS_04: RuleId = RuleId::new("CUS-04");
/// Rule CUS-05.
pub const CUS_05: RuleId = RuleId::new("CUS-05");
/// Rule CUS-06.
pub const CUS_06: RuleId = RuleId::new("CUS-06");
/// Rule CUS-07.
pub const CUS_07: RuleId = RuleId::new("CUS-07");
/// Rule CUS-08.
pub const CUS_08: RuleId = RuleId::new("CUS-08");
/// Rule CUS-09.
pub const CUS_09: RuleId = RuleId::new("CUS-09");
/// Rule CUS-10.
pub const CUS_10: RuleId = RuleId::new("CUS-10");
/// Rule CUS-11.
pub const CUS_11: RuleId = RuleId::new("CUS-11");
/// Rule CUS-12.
pub const CUS_12: RuleId = RuleId::new("CUS-12");
/// Rule CUS-13.
pub const CUS_13: RuleId = RuleId::new("CUS-13");
/// Rule CUS-14.
pub const CUS_14: RuleId = RuleId::new("CUS-14");
/// Rule CUS-15.
pub const CUS_15: RuleId = RuleId::new("CUS-15");
/// Rule CUS-16.
pub const CUS_16: RuleId = RuleId::new("CUS-16");
/// Rule CUS-17.
pub const CUS_17: RuleId = RuleId::new("CUS-17");
/// Rule CUS-18.
pub const CUS_18: RuleId = RuleId::new("CUS-18");
/// Rule CUS-19.
pub const CUS_19: RuleId = RuleId::new("CUS-19");
/// Rule CUS-20.
pub const CUS_20: RuleId = RuleId::new("CUS-20");
/// Rule CUS-21.
pub const CUS_21: RuleId = RuleId::new("CUS-21");
/// Rule CUS-22.
pub const CUS_22: RuleId = RuleId::new("CUS-22");
/// Rule CUS-23.
pub const CUS_23: RuleId = RuleId::new("CUS-23");
/// Rule CUS-24.
pub const CUS_24: RuleId = RuleId::new("CUS-24");
/// Rule CUS-25.
pub const CUS_25: RuleId = RuleId::new("CUS-25");
/// Rule CUS-26.
pub const CUS_26: RuleId = RuleId::new("CUS-26");
/// Rule CUS-27.
pub const CUS_27: RuleId = RuleId::new("CUS-27");
/// Rule CUS-28.
pub const CUS_28: RuleId = RuleId::new("CUS-28");
/// Rule CUS-29.
pub const CUS_29: RuleId = RuleId::new("CUS-29");
/// Rule CUS-30.
pub const CUS_30: RuleId = RuleId::new("CUS-30");
