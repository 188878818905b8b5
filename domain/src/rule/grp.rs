//! Rules GRP-01 to GRP-11.

use super::RuleId;

/// Rule GRP-01.
pub const GRP_01: RuleId = RuleId::new("GRP-01");
/// Rule GRP-02.
pub const GRP_02: RuleId = RuleId::new("GRP-02");
/// Rule GRP-03.
pub const GRP_03: RuleId = RuleId::new("GRP-03");
/// Rule GRP-04.
pub const GRP_04: RuleId = RuleId::new("GRP-04");
/// Rule GRP-05.
pub const GRP_05: RuleId = RuleId::new("GRP-05");
/// Rule GRP-06.
pub const GRP_06: RuleId = RuleId::new("GRP-06");
/// Rule GRP-07.
pub const GRP_07: RuleId = RuleId::new("GRP-07");
/// Rule GRP-08.
pub const GRP_08: RuleId = RuleId::new("GRP-08");
/// Rule GRP-09.
pub const GRP_09: RuleId = RuleId::new("GRP-09");
/// Rule GRP-10.
pub const GRP_10: RuleId = RuleId::new("GRP-10");
/// Rule GRP-11.
pub const GRP_11: RuleId = RuleId::new("GRP-11");
