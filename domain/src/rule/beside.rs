//! Rules LOCK-01 to SIM-01.

use super::RuleId;

/// Rule LOCK-01.
pub const LOCK_01: RuleId = RuleId::new("LOCK-01");
/// Rule LOCK-02.
pub const LOCK_02: RuleId = RuleId::new("LOCK-02");
/// Rule PRC-01.
pub const PRC_01: RuleId = RuleId::new("PRC-01");
/// Rule INV-01.
pub const INV_01: RuleId = RuleId::new("INV-01");
/// Rule INV-02.
pub const INV_02: RuleId = RuleId::new("INV-02");
/// Rule SEAT-01.
pub const SEAT_01: RuleId = RuleId::new("SEAT-01");
/// Rule WHY-01.
pub const WHY_01: RuleId = RuleId::new("WHY-01");
/// Rule SIM-01.
pub const SIM_01: RuleId = RuleId::new("SIM-01");
