//! The stretch of time that one grant opens, after a typed end had its say.

use super::{EndRule, EnrollmentChange, EnrollmentFact};
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
        match override_for(grant, facts) {
            Some(ends_at) => Self { starts_at, ends_at: Some(ends_at), end_rule: EndRule::Override },
            None => Self { starts_at, ends_at: grant.window.ends_at(), end_rule: EndRule::Window },
        }
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

/// What a grant comes to at `now` once the typed end had its say; `None` before it was given.
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
