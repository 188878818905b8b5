//! Holds what clients were told against what is there.

mod answers;
mod log;
mod now;
mod violation;

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use rollbook_domain::id::CommitId;

use crate::history::Operation;
use crate::truth::{Truth, Written};
pub use violation::Violation;

/// How much was looked at, and what was found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// How often an act ended so, in words.
    pub outcomes: BTreeMap<&'static str, usize>,
    /// Acknowledged writes.
    pub acknowledged: usize,
    /// Acts of unknown outcome that were done after all.
    pub happened: usize,
    /// What is wrong.
    pub violations: Vec<Violation>,
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let acts: usize = self.outcomes.values().sum();
        write!(f, "{acts} acts (")?;
        for (place, (ended, count)) in self.outcomes.iter().enumerate() {
            write!(f, "{}{count} {ended}", if place > 0 { ", " } else { "" })?;
        }
        let (known, wrong) = (self.happened, self.violations.len());
        write!(
            f,
            "), {} acknowledged writes, {known} of unknown outcome had happened, {wrong} violations",
            self.acknowledged
        )
    }
}

/// Which acts must be in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// Every one that was acknowledged.
    TheEnd,
    /// Those acknowledged before this moment; what came later may be missing, as in a backup.
    Moment(i64),
}

/// Checks histories against what a store says.
pub fn check(operations: &[Operation], truth: &Truth) -> Findings {
    check_until(operations, truth, Until::TheEnd)
}

/// Checks histories against a store that may end sooner than they do.
pub fn check_until(operations: &[Operation], truth: &Truth, until: Until) -> Findings {
    let index = Index::new(&truth.log);
    let mut violations = Vec::new();
    log::check_commits(operations, &index, until, &mut violations);
    log::check_order(operations, &index, &mut violations);
    log::replay(&truth.log, &mut violations);
    answers::check_owners(operations, &index, &mut violations);
    answers::check_pools(operations, &index, truth, &mut violations);
    now::check(truth, &mut violations);
    let mut outcomes = BTreeMap::new();
    for operation in operations {
        *outcomes.entry(violation::ended(operation)).or_default() += 1;
    }
    let happened = operations.iter().filter(|operation| !operation.is_settled());
    Findings {
        outcomes,
        acknowledged: operations.iter().filter(|operation| operation.is_acknowledged_write()).count(),
        happened: happened.filter(|operation| index.of(operation).next().is_some()).count(),
        violations,
    }
}

/// The log by commit.
struct Index<'a> {
    commits: HashMap<CommitId, Vec<&'a Written>>,
}

impl<'a> Index<'a> {
    fn new(log: &'a [Written]) -> Self {
        let mut commits: HashMap<CommitId, Vec<&Written>> = HashMap::new();
        for written in log {
            commits.entry(written.commit).or_default().push(written);
        }
        Self { commits }
    }

    /// What the commits of an act wrote, for each of them that is in the log.
    fn of(&self, operation: &Operation) -> impl Iterator<Item = (CommitId, &[&'a Written])> {
        let commits = operation.commits.iter();
        commits.filter_map(|commit| Some((*commit, self.commits.get(commit)?.as_slice())))
    }
}

#[cfg(test)]
mod tests;
