//! Rules PAY-01 to PAY-20.

use super::RuleId;

/// Rule PAY-01.
pub const PAY_01: RuleId = RuleId::new("PAY-01");
/// Rule PAY-02.
pub const PAY_02: RuleId = RuleId::new("PAY-02");
/// Rule PAY-03.
pub const PAY_03: RuleId = RuleId::new("PAY-03");
/// Rule PAY-04.
pub const PAY_04: RuleId = RuleId::new("PAY-04");
/// Rule PAY-05.
pub const PAY_05: RuleId = RuleId::new("PAY-05");
/// Rule PAY-06.
pub const PAY_06: RuleId = RuleId::new("PAY-06");
/// Rule PAY-07.
pub const PAY_07: RuleId = RuleId::new("PAY-07");
/// Rule PAY-08.
pub const PAY_08: RuleId = RuleId::new("PAY-08");
/// Rule PAY-09.
pub const PAY_09: RuleId = RuleId::new("PAY-09");
/// Rule PAY-10.
pub const PAY_10: RuleId = RuleId::new("PAY-10");
/// Rule PAY-11.
pub const PAY_11: RuleId = RuleId::new("PAY-11");
/// Rule PAY-12.
pub const PAY_12: RuleId = RuleId::new("PAY-12");
/// Rule PAY-13.
pub const PAY_13: RuleId = RuleId::new("PAY-13");
/// Rule PAY-14.
pub const PAY_14: RuleId = RuleId::new("PAY-14");
/// Rule PAY-15.
pub const PAY_15: RuleId = RuleId::new("PAY-15");
/// Rule PAY-16.
pub const PAY_16: RuleId = RuleId::new("PAY-16");
/// Rule PAY-17.
pub const PAY_17: RuleId = RuleId::new("PAY-17");
/// Rule PAY-18.
pub const PAY_18: RuleId = RuleId::new("PAY-18");
/// Rule PAY-19.
pub const PAY_19: RuleId = RuleId::new("PAY-19");
/// Rule PAY-20.
pub const PAY_20: RuleId = RuleId::new("PAY-20");
