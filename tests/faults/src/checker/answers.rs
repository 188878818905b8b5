//! What clients were told, held against itself: a seat is a register with one owner, a pool a bounded counter.

use std::collections::{BTreeMap, HashSet};

use rollbook_domain::id::{CustomerId, SeatId};

use super::{Index, Violation};
use crate::history::{Act, Operation, PoolKey, Told};
use crate::truth::{Fact, Truth};

/// So many ways of ordering what happened to one seat are tried before it is said that there is none.
const MOST_WAYS: usize = 200_000;

/// Something that happened to a seat, or may have.
#[derive(Debug, Clone, Copy)]
struct Step {
    effect: Effect,
    begins: i64,
    ends: i64,
    is_certain: bool,
    /// Where the log has it, so that the likely order is tried first.
    hint: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    Takes(CustomerId),
    Sees(CustomerId),
    Frees,
}

/// There is an order of all that was acknowledged about a seat in which it never has two owners.
///
/// What is not known to have happened may be placed anywhere after it began, or left out.
pub(super) fn check_owners(operations: &[Operation], index: &Index<'_>, violations: &mut Vec<Violation>) {
    for (seat, mut steps) in steps_of_seats(operations, index) {
        steps.sort_unstable_by_key(|step| (step.hint, step.begins));
        if !has_order(&steps) {
            let count =
                |is: fn(&Step) -> bool| steps.iter().filter(|step| step.is_certain && is(step)).count();
            violations.push(Violation::NoOrder {
                seat,
                takings: count(|step| matches!(step.effect, Effect::Takes(_))),
                freeings: count(|step| step.effect == Effect::Frees),
            });
        }
    }
}

fn steps_of_seats(operations: &[Operation], index: &Index<'_>) -> BTreeMap<SeatId, Vec<Step>> {
    let mut seats: BTreeMap<SeatId, Vec<Step>> = BTreeMap::new();
    for operation in operations {
        let hint = index.of(operation).find_map(|(_, written)| written.first().map(|first| first.sequence));
        let step = |effect, is_certain| Step {
            effect,
            begins: operation.asked_at,
            ends: operation.latest(),
            is_certain,
            hint: hint.unwrap_or(u64::MAX),
        };
        let told = match operation.told() {
            Some(Told::Taken { seat, holder }) => Some((seat, Effect::Takes(holder))),
            Some(Told::Held { seat, holder }) => Some((seat, Effect::Sees(holder))),
            Some(Told::Freed { seat }) => Some((seat, Effect::Frees)),
            _ => None,
        };
        if let Some((seat, effect)) = told {
            seats.entry(seat).or_default().push(step(effect, true));
        } else if !operation.is_settled() {
            // It is in no client's answer, so the log alone tells whether and to which seat it happened.
            for written in index.of(operation).flat_map(|(_, written)| written) {
                match written.fact {
                    Fact::Taken { seat, holder } => {
                        seats.entry(seat).or_default().push(step(Effect::Takes(holder), false));
                    }
                    Fact::Freed { seat } => seats.entry(seat).or_default().push(step(Effect::Frees, false)),
                    _ => {}
                }
            }
        }
    }
    seats
}

fn has_order(steps: &[Step]) -> bool {
    let mut search = Search { steps, is_placed: vec![false; steps.len()], tried: HashSet::new() };
    search.goes_on(None, 0)
}

struct Search<'a> {
    steps: &'a [Step],
    is_placed: Vec<bool>,
    tried: HashSet<(Vec<bool>, Option<CustomerId>)>,
}

impl Search<'_> {
    /// Whether the rest can follow; everything before `first` is placed.
    fn goes_on(&mut self, owner: Option<CustomerId>, first: usize) -> bool {
        let rest: Vec<usize> = (first..self.steps.len()).filter(|place| !self.is_placed[*place]).collect();
        let certain = rest.iter().filter(|place| self.steps[**place].is_certain);
        let Some(soonest_end) = certain.map(|place| self.steps[*place].ends).min() else { return true };
        let first = rest[0];
        let here = (self.is_placed[first..].to_vec(), owner);
        if self.tried.contains(&here) || self.tried.len() > MOST_WAYS {
            return false;
        }
        for place in rest {
            let step = self.steps[place];
            // It cannot come next when something else had ended before it began.
            if step.begins > soonest_end {
                continue;
            }
            let next = match (step.effect, owner) {
                (Effect::Takes(holder), None) => Some(holder),
                (Effect::Sees(seen), Some(held)) if seen == held => owner,
                (Effect::Frees, _) => None,
                _ => continue,
            };
            self.is_placed[place] = true;
            if self.goes_on(next, first) {
                return true;
            }
            self.is_placed[place] = false;
        }
        self.tried.insert(here);
        false
    }
}

/// At no instant were more seats of a pool certainly held than were bought.
pub(super) fn check_pools(
    operations: &[Operation],
    index: &Index<'_>,
    truth: &Truth,
    violations: &mut Vec<Violation>,
) {
    let mut freeings: BTreeMap<SeatId, Vec<(i64, i64)>> = BTreeMap::new();
    let mut takings: Vec<(i64, i64, SeatId)> = Vec::new();
    for operation in operations {
        match (operation.told(), operation.act) {
            (Some(Told::Taken { seat, .. }), _) => {
                takings.push((operation.asked_at, operation.latest(), seat));
            }
            (told, Act::Reclaim { seat })
                if matches!(told, Some(Told::Freed { .. }))
                    || !operation.is_settled() && index.of(operation).next().is_some() =>
            {
                freeings.entry(seat).or_default().push((operation.asked_at, operation.latest()));
            }
            _ => {}
        }
    }
    let mut pools: BTreeMap<PoolKey, BTreeMap<(i64, bool), u64>> = BTreeMap::new();
    for (asked_at, answered_at, seat) in takings {
        let Some(now) = truth.seats.get(&seat) else { continue };
        // From its answer it is held for certain, until a freeing begins that can have come after it.
        let later = freeings.get(&seat).into_iter().flatten().filter(|(_, ends)| *ends >= asked_at);
        let until = later.map(|(begins, _)| *begins).min().unwrap_or(i64::MAX);
        if until > answered_at {
            let changes = pools.entry(now.pool).or_default();
            *changes.entry((answered_at, true)).or_default() += 1;
            *changes.entry((until, false)).or_default() += 1;
        }
    }
    for (pool, changes) in pools {
        let bought = truth.pools.get(&pool).map_or(0, |now| now.quantity);
        let (mut held, mut most) = (0, 0);
        for ((_, is_taken), count) in changes {
            held = if is_taken { held + count } else { held - count };
            most = most.max(held);
        }
        if most > bought {
            violations.push(Violation::Oversold { pool, held: most, bought });
        }
    }
}
