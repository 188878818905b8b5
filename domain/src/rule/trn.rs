//! Rules TRN-01 to TRN-16.

use super::RuleId;

/// Rule TRN-01.
pub const TRN_01: RuleId = RuleId::new("TRN-01");
/// Rule TRN-02.
pub const TRN_02: RuleId = RuleId::new("TRN-02");
/// Rule TRN-03.
pub const TRN_03: RuleId = RuleId::new("TRN-03");
/// Rule TRN-04.
pub const TRN_04: RuleId = RuleId::new("TRN-04");
/// Rule TRN-05.
pub const TRN_05: RuleId = RuleId::new("TRN-05");
/// Rule TRN-06.
pub const TRN_06: RuleId = RuleId::new("TRN-06");
/// Rule TRN-07.
pub const TRN_07: RuleId = RuleId::new("TRN-07");
/// Rule TRN-08.
pub const TRN_08: RuleId = RuleId::new("TRN-08");
/// Rule TRN-09.
pub const TRN_09: RuleId = RuleId::new("TRN-09");
/// Rule TRN-10.
pub const TRN_10: RuleId = RuleId::new("TRN-10");
/// Rule TRN-11.
pub const TRN_11: RuleId = RuleId::new("TRN-11");
/// Rule TRN-12.
pub const TRN_12: RuleId = RuleId::new("TRN-12");
/// Rule TRN-13.
pub const TRN_13: RuleId = RuleId::new("TRN-13");
/// Rule TRN-14.
pub const TRN_14: RuleId = RuleId::new("TRN-14");
/// Rule TRN-15.
pub const TRN_15: RuleId = RuleId::new("TRN-15");
/// Rule TRN-16.
pub const TRN_16: RuleId = RuleId::new("TRN-16");
