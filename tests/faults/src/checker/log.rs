//! The log against the histories, and against itself.

use std::collections::{BTreeMap, HashSet};

use rollbook_domain::id::{CommitId, CustomerId, SeatId};

use super::{Index, Until, Violation};
use crate::history::{Operation, Outcome, PoolKey, Told};
use crate::truth::{Fact, Written};

/// Acknowledged means present with the same content, turned down means absent, and nothing is there that nobody asked for.
pub(super) fn check_commits(
    operations: &[Operation],
    index: &Index<'_>,
    until: Until,
    violations: &mut Vec<Violation>,
) {
    let mut asked_for: HashSet<CommitId> = HashSet::new();
    for operation in operations {
        asked_for.extend(&operation.commits);
        let present: Vec<_> = index.of(operation).collect();
        if present.len() > 1 {
            violations.push(Violation::Repeated { operation: operation.name(), times: present.len() });
        }
        match &operation.outcome {
            Outcome::Broken { why } => {
                violations.push(Violation::Broken { operation: operation.name(), why: why.clone() });
            }
            Outcome::Done(told) if operation.is_acknowledged_write() => {
                let last = operation.commits.last();
                let must_be = match until {
                    Until::TheEnd => true,
                    Until::Moment(moment) => operation.answered_at.is_some_and(|at| at < moment),
                };
                match present.iter().find(|(commit, _)| Some(commit) == last) {
                    Some((_, written)) if !has_content(*told, written) => {
                        violations.push(Violation::Different { operation: operation.name(), told: *told });
                    }
                    None if must_be => {
                        violations.push(Violation::Lost { operation: operation.name(), told: *told });
                    }
                    _ => {}
                }
            }
            Outcome::Unknown { .. } | Outcome::Abandoned => {}
            Outcome::Done(_) | Outcome::Refused { .. } | Outcome::Conflict | Outcome::Unavailable { .. } => {
                violations.extend(
                    present
                        .iter()
                        .map(|(commit, _)| Violation::Ghost { operation: operation.name(), commit: *commit }),
                );
            }
        }
    }
    let strangers = index.commits.iter().filter(|(commit, written)| {
        !asked_for.contains(commit) && written.iter().any(|written| written.fact != Fact::Other)
    });
    let mut strangers: Vec<CommitId> = strangers.map(|(commit, _)| *commit).collect();
    strangers.sort_unstable();
    violations.extend(strangers.into_iter().map(|commit| Violation::Stranger { commit }));
}

fn has_content(told: Told, written: &[&Written]) -> bool {
    let has = |fact: Fact| written.iter().any(|written| written.fact == fact);
    match told {
        Told::Taken { seat, holder } => has(Fact::Taken { seat, holder }),
        Told::Freed { seat } => has(Fact::Freed { seat }),
        Told::Invited { seat, invitation } => has(Fact::Invited { seat, invitation }),
        Told::Ordered { order, seats } => {
            let is_made =
                |written: &&&Written| matches!(written.fact, Fact::Made { pool, .. } if pool.order == order);
            written.iter().filter(is_made).count() == seats as usize
        }
        Told::Held { .. } | Told::Nothing => true,
    }
}

/// What had ended before something else began stands before it in the log.
pub(super) fn check_order(operations: &[Operation], index: &Index<'_>, violations: &mut Vec<Violation>) {
    let mut placed: Vec<(u64, &Operation)> = Vec::new();
    for operation in operations {
        let firsts = index.of(operation).filter_map(|(_, written)| written.first());
        placed.extend(firsts.map(|written| (written.sequence, operation)));
    }
    placed.sort_unstable_by_key(|(sequence, _)| *sequence);
    let mut latest_begin = i64::MIN;
    for (_, operation) in placed {
        if operation.latest() < latest_begin {
            violations.push(Violation::OutOfOrder { operation: operation.name() });
        }
        latest_begin = latest_begin.max(operation.asked_at);
    }
}

/// Goes through the log: a seat has one holder at a time, and a pool never more held seats than were bought.
pub(super) fn replay(log: &[Written], violations: &mut Vec<Violation>) {
    let mut bought: BTreeMap<PoolKey, u64> = BTreeMap::new();
    let mut held: BTreeMap<PoolKey, u64> = BTreeMap::new();
    let mut pools: BTreeMap<SeatId, PoolKey> = BTreeMap::new();
    let mut holders: BTreeMap<SeatId, CustomerId> = BTreeMap::new();
    for (written, expected) in log.iter().zip(log.first().map_or(1, |first| first.sequence)..) {
        if written.sequence != expected {
            violations.push(Violation::Gap { expected, found: written.sequence });
            return;
        }
        match written.fact {
            Fact::Bought { pool, quantity } => {
                bought.insert(pool, quantity.into());
            }
            Fact::Made { seat, pool } => {
                pools.insert(seat, pool);
            }
            Fact::Taken { seat, holder } => {
                if let Some(first) = holders.insert(seat, holder) {
                    violations.push(Violation::TwoOwners { seat, first, second: holder });
                }
                let Some(pool) = pools.get(&seat) else { continue };
                let held = held.entry(*pool).or_default();
                *held += 1;
                let bought = bought.get(pool).copied().unwrap_or_default();
                if *held > bought {
                    violations.push(Violation::Oversold { pool: *pool, held: *held, bought });
                }
            }
            Fact::Freed { seat } => {
                if holders.remove(&seat).is_some()
                    && let Some(held) = pools.get(&seat).and_then(|pool| held.get_mut(pool))
                {
                    *held -= 1;
                }
            }
            Fact::Invited { .. } | Fact::Other => {}
        }
    }
}
