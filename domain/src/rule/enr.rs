//! Rules ENR-01 to ENR-17.

use super::RuleId;

/// Rule ENR-01.
pub const ENR_01: RuleId = RuleId::new("ENR-01");
/// Rule ENR-02.
pub const ENR_02: RuleId = RuleId::new("ENR-02");
/// Rule ENR-03.
pub const ENR_03: RuleId = RuleId::new("ENR-03");
/// Rule ENR-04.
pub const ENR_04: RuleId = RuleId::new("ENR-04");
/// Rule ENR-05.
pub const ENR_05: RuleId = RuleId::new("ENR-05");
/// Rule ENR-06.
pub const ENR_06: RuleId = RuleId::new("ENR-06");
/// Rule ENR-07.
pub const ENR_07: RuleId = RuleId::new("ENR-07");
/// Rule ENR-08.
pub const ENR_08: RuleId = RuleId::new("ENR-08");
/// Rule ENR-09.
pub const ENR_09: RuleId = RuleId::new("ENR-09");
/// Rule ENR-10.
pub const ENR_10: RuleId = RuleId::new("ENR-10");
/// Rule ENR-11.
pub const ENR_11: RuleId = RuleId::new("ENR-11");
/// Rule ENR-12.
pub const ENR_12: RuleId = RuleId::new("ENR-12");
/// Rule ENR-13.
pub const ENR_13: RuleId = RuleId::new("ENR-13");
/// Rule ENR-14.
pub const ENR_14: RuleId = RuleId::new("ENR-14");
/// Rule ENR-15.
pub const ENR_15: RuleId = RuleId::new("ENR-15");
/// Rule ENR-16.
pub const ENR_16: RuleId = RuleId::new("ENR-16");
/// Rule ENR-17.
pub const ENR_17: RuleId = RuleId::new("ENR-17");
