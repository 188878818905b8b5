//! Rules MAIL-01 to MAIL-16.

use super::RuleId;

/// Rule MAIL-01.
pub const MAIL_01: RuleId = RuleId::new("MAIL-01");
/// Rule MAIL-02.
pub const MAIL_02: RuleId = RuleId::new("MAIL-02");
/// Rule MAIL-03.
pub const MAIL_03: RuleId = RuleId::new("MAIL-03");
/// Rule MAIL-04.
pub const MAIL_04: RuleId = RuleId::new("MAIL-04");
/// Rule MAIL-05.
pub const MAIL_05: RuleId = RuleId::new("MAIL-05");
/// Rule MAIL-06.
pub const MAIL_06: RuleId = RuleId::new("MAIL-06");
/// Rule MAIL-07.
pub const MAIL_07: RuleId = RuleId::new("MAIL-07");
/// Rule MAIL-08.
pub const MAIL_08: RuleId = RuleId::new("MAIL-08");
/// Rule MAIL-09.
pub const MAIL_09: RuleId = RuleId::new("MAIL-09");
/// Rule MAIL-10.
pub const MAIL_10: RuleId = RuleId::new("MAIL-10");
/// Rule MAIL-11.
pub const MAIL_11: RuleId = RuleId::new("MAIL-11");
/// Rule MAIL-12.
pub const MAIL_12: RuleId = RuleId::new("MAIL-12");
/// Rule MAIL-13.
pub const MAIL_13: RuleId = RuleId::new("MAIL-13");
/// Rule MAIL-14.
pub const MAIL_14: RuleId = RuleId::new("MAIL-14");
/// Rule MAIL-15.
pub const MAIL_15: RuleId = RuleId::new("MAIL-15");
/// Rule MAIL-16.
pub const MAIL_16: RuleId = RuleId::new("MAIL-16");
