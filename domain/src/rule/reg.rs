//! Rules REG-01 to REG-41.

use super::RuleId;

/// Rule REG-01.
pub const REG_01: RuleId = RuleId::new("REG-01");
/// Rule REG-02.
pub const REG_02: RuleId = RuleId::new("REG-02");
/// Rule REG-03.
pub const REG_03: RuleId = RuleId::new("REG-03");
/// Rule REG-04.
pub const REG_04: RuleId = RuleId::new("REG-04");
/// Rule REG-05.
pub const REG_05: RuleId = RuleId::new("REG-05");
/// Rule REG-06.
pub const REG_06: RuleId = RuleId::new("REG-06");
/// Rule REG-07.
pub const REG_07: RuleId = RuleId::new("REG-07");
/// Rule REG-08.
pub const REG_08: RuleId = RuleId::new("REG-08");
/// Rule REG-09.
pub const REG_09: RuleId = RuleId::new("REG-09");
/// Rule REG-10.
pub const REG_10: RuleId = RuleId::new("REG-10");
/// Rule REG-11.
pub const REG_11: RuleId = RuleId::new("REG-11");
/// Rule REG-12.
pub const REG_12: RuleId = RuleId::new("REG-12");
/// Rule REG-13.
pub const REG_13: RuleId = RuleId::new("REG-13");
/// Rule REG-14.
pub const REG_14: RuleId = RuleId::new("REG-14");
/// Rule REG-15.
pub const REG_15: RuleId = RuleId::new("REG-15");
/// Rule REG-16.
pub const REG_16: RuleId = RuleId::new("REG-16");
/// Rule REG-17.
pub const REG_17: RuleId = RuleId::new("REG-17");
/// Rule REG-18.
pub const REG_18: RuleId = RuleId::new("REG-18");
/// Rule REG-19.
pub const REG_19: RuleId = RuleId::new("REG-19");
/// Rule REG-20.
pub const REG_20: RuleId = RuleId::new("REG-20");
/// Rule REG-21.
pub const REG_21: RuleId = RuleId::new("REG-21");
/// Rule REG-22.
pub const REG_22: RuleId = RuleId::new("REG-22");
/// Rule REG-23.
pub const REG_23: RuleId = RuleId::new("REG-23");
/// Rule REG-24.
pub const REG_24: RuleId = RuleId::new("REG-24");
/// Rule REG-25.
pub const REG_25: RuleId = RuleId::new("REG-25");
/// Rule REG-26.
pub const REG_26: RuleId = RuleId::new("REG-26");
/// Rule REG-27.
pub const REG_27: RuleId = RuleId::new("REG-27");
/// Rule REG-28.
pub const REG_28: RuleId = RuleId::new("REG-28");
/// Rule REG-29.
pub const REG_29: RuleId = RuleId::new("REG-29");
/// Rule REG-30.
pub const REG_30: RuleId = RuleId::new("REG-30");
/// Rule REG-31.
pub const REG_31: RuleId = RuleId::new("REG-31");
/// Rule REG-32.
pub const REG_32: RuleId = RuleId::new("REG-32");
/// Rule REG-33.
pub const REG_33: RuleId = RuleId::new("REG-33");
/// Rule REG-34.
pub const REG_34: RuleId = RuleId::new("REG-34");
/// Rule REG-35.
pub const REG_35: RuleId = RuleId::new("REG-35");
/// Rule REG-36.
pub const REG_36: RuleId = RuleId::new("REG-36");
/// Rule REG-37.
pub const REG_37: RuleId = RuleId::new("REG-37");
/// Rule REG-38.
pub const REG_38: RuleId = RuleId::new("REG-38");
/// Rule REG-39.
pub const REG_39: RuleId = RuleId::new("REG-39");
/// Rule REG-40.
pub const REG_40: RuleId = RuleId::new("REG-40");
/// Rule REG-41.
pub const REG_41: RuleId = RuleId::new("REG-41");
