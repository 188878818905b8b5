//! Rules ACD-1 to ACD-9.

use super::RuleId;

/// Rule ACD-1.
pub const ACD_1: RuleId = RuleId::new("ACD-1");
/// Rule ACD-2.
pub const ACD_2: RuleId = RuleId::new("ACD-2");
/// Rule ACD-3.
pub const ACD_3: RuleId = RuleId::new("ACD-3");
/// Rule ACD-4.
pub const ACD_4: RuleId = RuleId::new("ACD-4");
/// Rule ACD-5.
pub const ACD_5: RuleId = RuleId::new("ACD-5");
/// Rule ACD-6.
pub const ACD_6: RuleId = RuleId::new("ACD-6");
/// Rule ACD-7.
pub const ACD_7: RuleId = RuleId::new("ACD-7");
/// Rule ACD-8.
pub const ACD_8: RuleId = RuleId::new("ACD-8");
/// Rule ACD-9.
pub const ACD_9: RuleId = RuleId::new("ACD-9");
