//! The stretch of time that one grant opens, after a typed end and a sales order had their say.

use super::{Contract, EndRule, EnrollmentChange, EnrollmentFact};
use crate::access::{AccessGrant, GrantState, Standing};
use crate::time::Instant;

/// From the later of window start and order date to the effective end; it may be void.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) starts_at: Instant,
    pub(super) ends_at: Option<Instant>,
    pub(super) end_rule: EndRule,
}

impl Interval {
    pub(super) fn of(grant: &AccessGrant, facts: &[EnrollmentFact]) -> Self {
        let starts_at = grant.window.starts_at().max(grant.granted_at());
        let (ends_at, end_rule) = effective_end(grant, facts);
        Self { starts_at, ends_at, end_rule }
    }

    pub(super) fn contains(&self, now: Instant) -> bool {
        self.starts_at <= now && self.ends_at.is_none_or(|end| now < end)
    }

    /// A void one never opens, so it is over from the outset, also before an end typed for later.
    pub(super) fn is_over_at(&self, now: Instant) -> bool {
        self.is_void() || self.ends_at.is_some_and(|end| end <= now)
    }

    /// Whether it ends no later than it starts.
    pub(super) fn is_void(&self) -> bool {
        self.ends_at.is_some_and(|end| end <= self.starts_at)
    }
}

/// The typed end that holds for a grant, if any.
///
/// The latest word counts, whatever time it carries, and only for grants given before it: who buys again after being
/// expired by hand has bought something.
pub(crate) fn override_for(grant: &AccessGrant, facts: &[EnrollmentFact]) -> Option<Instant> {
    let latest = facts
        .iter()
        .filter(|fact| fact.stamp.position > grant.stamp.position)
        .filter(|fact| {
            matches!(fact.change, EnrollmentChange::OverrideSet { .. } | EnrollmentChange::OverrideCleared)
        })
        .max_by_key(|fact| fact.stamp.position)?;
    match latest.change {
        EnrollmentChange::OverrideSet { ends_at } => Some(ends_at),
        _ => None,
    }
}

/// The sales order whose end holds for a grant where none was typed, if any.
///
/// As with a typed end the latest word counts, and only for grants given before it.
pub(crate) fn contract_for<'a>(grant: &AccessGrant, facts: &'a [EnrollmentFact]) -> Option<&'a Contract> {
    let written_after = facts.iter().filter(|fact| fact.stamp.position > grant.stamp.position);
    match latest_link(written_after)? {
        EnrollmentChange::SalesOrderLinked { contract, .. } => contract.as_ref(),
        _ => None,
    }
}

/// Of links and their ends, the one written last.
pub(super) fn latest_link<'a>(
    facts: impl Iterator<Item = &'a EnrollmentFact>,
) -> Option<&'a EnrollmentChange> {
    let is_about_links = |fact: &&EnrollmentFact| {
        matches!(
            fact.change,
            EnrollmentChange::SalesOrderLinked { .. } | EnrollmentChange::SalesOrderUnlinked
        )
    };
    facts.filter(is_about_links).max_by_key(|fact| fact.stamp.position).map(|fact| &fact.change)
}

/// When a grant ends and by what: the typed end, else the sales order's as it is now, else the window's.
pub(crate) fn effective_end(grant: &AccessGrant, facts: &[EnrollmentFact]) -> (Option<Instant>, EndRule) {
    if facts.is_empty() {
        return (grant.window.ends_at(), EndRule::Window);
    }
    if let Some(ends_at) = override_for(grant, facts) {
        return (Some(ends_at), EndRule::Override);
    }
    match contract_for(grant, facts) {
        Some(contract) => (Some(contract.ends_at), EndRule::SalesOrder),
        None => (grant.window.ends_at(), EndRule::Window),
    }
}

/// What a grant comes to at `now` once a typed end and a sales order had their say; `None` before it was given.
pub(crate) fn effective_state(
    grant: &AccessGrant,
    facts: &[EnrollmentFact],
    now: Instant,
) -> Option<GrantState> {
    let own = grant.state_at(now)?;
    if grant.standing_at(now) != Standing::Held {
        return Some(own);
    }
    let interval = Interval::of(grant, facts);
    Some(if interval.is_over_at(now) {
        GrantState::Ended
    } else if interval.contains(now) {
        GrantState::InForce
    } else {
        GrantState::Scheduled
    })
}
