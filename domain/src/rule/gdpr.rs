//! Rules GDPR-01 to GDPR-12.

use super::RuleId;

/// Rule GDPR-01.
pub const GDPR_01: RuleId = RuleId::new("GDPR-01");
/// Rule GDPR-02.
pub const GDPR_02: RuleId = RuleId::new("GDPR-02");
/// Rule GDPR-03.
pub const GDPR_03: RuleId = RuleId::new("GDPR-03");
/// Rule GDPR-04.
pub const GDPR_04: RuleId = RuleId::new("GDPR-04");
/// Rule GDPR-05.
pub const GDPR_05: RuleId = RuleId::new("GDPR-05");
/// Rule GDPR-06.
pub const GDPR_06: RuleId = RuleId::new("GDPR-06");
/// Rule GDPR-07.
pub const GDPR_07: RuleId = RuleId::new("GDPR-07");
/// Rule GDPR-08.
pub const GDPR_08: RuleId = RuleId::new("GDPR-08");
/// Rule GDPR-09.
pub const GDPR_09: RuleId = RuleId::new("GDPR-09");
/// Rule GDPR-10.
pub const GDPR_10: RuleId = RuleId::new("GDPR-10");
/// Rule GDPR-11.
pub const GDPR_11: RuleId = RuleId::new("GDPR-11");
/// Rule GDPR-12.
pub const GDPR_12: RuleId = RuleId::new("GDPR-12");
