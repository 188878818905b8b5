//! What came of giving seats to people, in the form that scripts rely on.

use rollbook_domain::plan::RefusedRow;
use rollbook_domain::plan::seats::assign::{AssignCounts, AssignPlan, AssignRow};

/// What giving seats did, or would do.
#[derive(Debug, Clone)]
pub struct AssignReport {
    /// The numbers.
    pub counts: AssignCounts,
    /// Every recipient, in the order given.
    pub rows: Vec<AssignRow>,
    /// What is wrong with rows, cell by cell.
    pub refused: Vec<RefusedRow>,
    /// Whether it was written; neither a rehearsal nor a plan with refused rows is.
    pub is_applied: bool,
    /// Whether rows are refused for what stands in them, so that nothing may be applied.
    pub is_refused: bool,
}

impl AssignReport {
    /// What a plan comes to before anything is written; the plan gives its rows away.
    pub(super) fn of(plan: &mut AssignPlan, is_refused: bool) -> Self {
        Self {
            counts: plan.counts,
            rows: std::mem::take(&mut plan.rows),
            refused: std::mem::take(&mut plan.refused),
            is_applied: false,
            is_refused,
        }
    }
}
