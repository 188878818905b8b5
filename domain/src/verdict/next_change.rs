//! When, by the facts known now, a verdict changes next.

use super::decide::ground_at;
use super::{AccessFacts, Ground, View};
use crate::enrollment::{EnrollmentChange, contract_for, override_for};
use crate::time::Instant;

/// The first instant after `at` at which answer or ground differ from those at `at`.
///
/// Only instants that some fact names can change a verdict; they are tried in order.
pub(super) fn next_change_at(
    facts: &AccessFacts,
    view: View,
    at: Instant,
    ground: &Ground,
) -> Option<Instant> {
    let mut instants = Vec::with_capacity(8);
    collect(facts, &mut |instant| {
        if instant > at {
            instants.push(instant);
        }
    });
    instants.sort_unstable();
    instants.dedup();
    instants.into_iter().find(|instant| {
        let later = ground_at(facts, view, *instant);
        later.opens(view) != ground.opens(view) || later.rules() != ground.rules()
    })
}

fn collect(facts: &AccessFacts, add: &mut impl FnMut(Instant)) {
    facts.account.erased_at.into_iter().for_each(&mut *add);
    for change in &facts.account.statuses {
        add(change.stamp.effective_at);
    }
    if let Some(due) = facts.account.password.due_from() {
        add(due);
    }
    for course in &facts.courses {
        for grant in &course.grants {
            add(grant.granted_at());
            add(grant.window.starts_at());
            if let Some(end) = grant.window.ends_at() {
                add(end);
            }
            for change in &grant.standings {
                add(change.stamp.effective_at);
            }
            if let Some(end) = override_for(grant, &course.enrollment) {
                add(end);
            }
            if let Some(contract) = contract_for(grant, &course.enrollment) {
                add(contract.ends_at);
            }
        }
        for fact in &course.enrollment {
            add(fact.stamp.effective_at);
            if let EnrollmentChange::OverrideSet { ends_at } = fact.change {
                add(ends_at);
            }
        }
    }
}
