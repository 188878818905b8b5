//! Rules AUD-01 to AUD-08.

use super::RuleId;

/// Rule AUD-01.
pub const AUD_01: RuleId = RuleId::new("AUD-01");
/// Rule AUD-02.
pub const AUD_02: RuleId = RuleId::new("AUD-02");
/// Rule AUD-03.
pub const AUD_03: RuleId = RuleId::new("AUD-03");
/// Rule AUD-04.
pub const AUD_04: RuleId = RuleId::new("AUD-04");
/// Rule AUD-05.
pub const AUD_05: RuleId = RuleId::new("AUD-05");
/// Rule AUD-06.
pub const AUD_06: RuleId = RuleId::new("AUD-06");
/// Rule AUD-07.
pub const AUD_07: RuleId = RuleId::new("AUD-07");
/// Rule AUD-08.
pub const AUD_08: RuleId = RuleId::new("AUD-08");
