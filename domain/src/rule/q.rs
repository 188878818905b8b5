//! Rules.

use super::RuleId;

/// Rule Q-01.
pub const Q_01: RuleId = RuleId::new("Q-01");
/// Rule Q-02.
pub const Q_02: RuleId = RuleId::new("Q-02");
/// Rule Q-03.
pub const Q_03: RuleId = RuleId::new("Q-03");
/// Rule Q-04.
pub const Q_04: RuleId = RuleId::new("Q-04");
/// Rule Q-05.
pub const Q_05: RuleId = RuleId::new("Q-05");
/// Rule Q-06.
pub const Q_06: RuleId = RuleId::new("Q-06");
/// Rule Q-07.
pub const Q_07: RuleId = RuleId::new("Q-07");
/// Rule Q-08.
pub const Q_08: RuleId = RuleId::new("Q-08");
/// Rule Q-09.
pub const Q_09: RuleId = RuleId::new("Q-09");
/// Rule Q-10.
pub const Q_10: RuleId = RuleId::new("Q-10");
/// Rule Q-11.
pub const Q_11: RuleId = RuleId::new("Q-11");
/// Rule Q-12.
pub const Q_12: RuleId = RuleId::new("Q-12");
/// Rule Q-13.
pub const Q_13: RuleId = RuleId::new("Q-13");
/// Rule Q-14.
pub const Q_14: RuleId = RuleId::new("Q-14");
/// Rule Q-15.
pub const Q_15: RuleId = RuleId::new("Q-15");
/// Rule Q-16.
pub const Q_16: RuleId = RuleId::new("Q-16");
/// Rule Q-17.
pub const Q_17: RuleId = RuleId::new("Q-17");
/// Rule Q-18.
pub const Q_18: RuleId = RuleId::new("Q-18");
/// Rule Q-19.
pub const Q_19: RuleId = RuleId::new("Q-19");
/// Rule Q-20.
pub const Q_20: RuleId = RuleId::new("Q-20");
/// Rule Q-21.
pub const Q_21: RuleId = RuleId::new("Q-21");
/// Rule Q-22.
pub const Q_22: RuleId = RuleId::new("Q-22");
/// Rule Q-23.
pub const Q_23: RuleId = RuleId::new("Q-23");
/// Rule Q-24.
pub const Q_24: RuleId = RuleId::new("Q-24");
/// Rule Q-25.
pub const Q_25: RuleId = RuleId::new("Q-25");
/// Rule Q-26.
pub const Q_26: RuleId = RuleId::new("Q-26");
/// Rule Q-27.
pub const Q_27: RuleId = RuleId::new("Q-27");
/// Rule Q-28.
pub const Q_28: RuleId = RuleId::new("Q-28");
/// Rule Q-29.
pub const Q_29: RuleId = RuleId::new("Q-29");
/// Rule Q-30.
pub const Q_30: RuleId = RuleId::new("Q-30");
/// Rule Q-31.
pub const Q_31: RuleId = RuleId::new("Q-31");
/// Rule Q-32.
pub const Q_32: RuleId = RuleId::new("Q-32");
/// Rule Q-33.
pub const Q_33: RuleId = RuleId::new("Q-33");
/// Rule Q-34.
pub const Q_34: RuleId = RuleId::new("Q-34");
/// Rule Q-35.
pub const Q_35: RuleId = RuleId::new("Q-35");
/// Rule Q-36.
pub const Q_36: RuleId = RuleId::new("Q-36");
/// Rule Q-37.
pub const Q_37: RuleId = RuleId::new("Q-37");
/// Rule Q-38.
pub const Q_38: RuleId = RuleId::new("Q-38");
/// Rule Q-39.
pub const Q_39: RuleId = RuleId::new("Q-39");
/// Rule Q-40.
pub const Q_40: RuleId = RuleId::new("Q-40");
/// Rule Q-41.
pub const Q_41: RuleId = RuleId::new("Q-41");
/// Rule Q-42.
pub const Q_42: RuleId = RuleId::new("Q-42");
/// Rule Q-43.
pub const Q_43: RuleId = RuleId::new("Q-43");
/// Rule Q-44.
pub const Q_44: RuleId = RuleId::new("Q-44");
/// Rule Q-45.
pub const Q_45: RuleId = RuleId::new("Q-45");
/// Rule Q-46.
pub const Q_46: RuleId = RuleId::new("Q-46");
/// Rule Q-47.
pub const Q_47: RuleId = RuleId::new("Q-47");
/// Rule Q-48.
pub const Q_48: RuleId = RuleId::new("Q-48");
/// Rule Q-49.
pub const Q_49: RuleId = RuleId::new("Q-49");
/// Rule Q-50.
pub const Q_50: RuleId = RuleId::new("Q-50");
/// Rule Q-51.
pub const Q_51: RuleId = RuleId::new("Q-51");
/// Rule Q-52.
pub const Q_52: RuleId = RuleId::new("Q-52");
/// Rule Q-53.
pub const Q_53: RuleId = RuleId::new("Q-53");
/// Rule Q-54.
pub const Q_54: RuleId = RuleId::new("Q-54");
/// Rule Q-55.
pub const Q_55: RuleId = RuleId::new("Q-55");
