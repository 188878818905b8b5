//! Keeping what is known of people for as long as the tenant has set, and no longer.

mod apply;
mod calendar;
mod plan;
#[cfg(test)]
mod tests;

use rollbook_domain::id::CustomerId;
use rollbook_domain::privacy::retention::cut;
use rollbook_domain::rule::RuleId;
use rollbook_domain::settings::{Retained, RetainedRows};
use rollbook_domain::time::Instant;

pub use apply::{ROWS_AT_ONCE, RetentionProgress, apply_retention};
pub use calendar::retention_calendar;
pub use plan::plan_retention;

use crate::{Desk, Failure};

/// What goes, or went, because its period was over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionRun {
    /// When it was looked at.
    pub at: Instant,
    /// What has a period, with what is due of it.
    pub cuts: Vec<RetentionCut>,
    /// The customers whose period is over.
    pub people: Vec<DuePerson>,
}

/// What goes of one kind of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetentionCut {
    /// What.
    pub retained: RetainedRows,
    /// For how many days it is kept.
    pub days: u32,
    /// What happened before this instant goes.
    pub before: Instant,
    /// How many rows that are.
    pub rows: u64,
}

/// A customer whose period is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuePerson {
    /// Who.
    pub customer: CustomerId,
    /// Since when the customer is Inactive.
    pub since: Instant,
    /// What keeps the customer from being erased, and what can be done.
    pub skipped: Option<Skipped>,
}

/// Why somebody is not erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// In words, with the way out.
    pub reason: String,
    /// The rules behind it.
    pub rules: &'static [RuleId],
}

impl RetentionRun {
    /// How many rows and people go; those who are skipped do not count.
    pub fn touched(&self) -> u64 {
        let rows: u64 = self.cuts.iter().map(|cut| cut.rows).sum();
        rows + self.people.iter().filter(|person| person.skipped.is_none()).count() as u64
    }
}

/// What keeps one person from being erased and is no reason to leave off; other failures are.
fn skipped(failure: Failure) -> Result<Skipped, Failure> {
    match failure {
        Failure::Refused(_) | Failure::Missing { .. } => {
            Ok(Skipped { reason: failure.to_string(), rules: failure.rules() })
        }
        other => Err(other),
    }
}

/// Where to cut now, by the settings as they are now, and never later than it was planned.
async fn cut_now(desk: &Desk<'_>, retained: Retained, planned: Instant) -> Result<Option<Instant>, Failure> {
    let settings = desk.tenant().await?.settings;
    Ok(retained.days(&settings).map(|days| cut(days, desk.now()).min(planned)))
}
