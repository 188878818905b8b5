//! The state of an enrollment at an instant, computed (ENR-07 to ENR-10, ENR-16, X-06).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::interval::Interval;
use super::{EnrollmentChange, EnrollmentFact};
use crate::access::{AccessGrant, Standing};
use crate::id::GrantId;
use crate::time::Instant;

/// What decided an effective end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndRule {
    /// The grant's own window.
    Window,
    /// An end typed for the enrollment (ENR-05).
    Override,
}

/// What took a learner out of a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnenrolledBy {
    /// Unenrolled by hand or by an import.
    Unenrollment,
    /// Every grant was revoked.
    Revocation,
    /// The order behind the last standing grant was cancelled.
    OrderCancelled,
}

/// The state of an enrollment with the facts of that state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnrollmentState {
    /// E: a window is open (ENR-08).
    Enrolled {
        /// The first instant of the unbroken stretch.
        since: Instant,
        /// The end of the unbroken stretch; `None` for no end.
        until: Option<Instant>,
        /// A grant whose window is open.
        grant: GrantId,
        /// What decides the end.
        end_rule: EndRule,
    },
    /// E as well: enrolled, and the first window opens later.
    Scheduled {
        /// When it opens.
        opens_at: Instant,
        /// The grant that opens it.
        grant: GrantId,
    },
    /// U: taken out (ENR-09).
    Unenrolled {
        /// Since when.
        since: Instant,
        /// What took the learner out.
        by: UnenrolledBy,
    },
    /// X: every window is over (ENR-10).
    Expired {
        /// The end of the last window.
        since: Instant,
        /// The grant that ended last.
        grant: GrantId,
        /// What decided the end.
        end_rule: EndRule,
    },
}

/// The bare word for a state, for filters and tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StateWord {
    /// See [`EnrollmentState::Enrolled`].
    Enrolled,
    /// See [`EnrollmentState::Scheduled`].
    Scheduled,
    /// See [`EnrollmentState::Unenrolled`].
    Unenrolled,
    /// See [`EnrollmentState::Expired`].
    Expired,
}

impl EnrollmentState {
    /// The bare word.
    pub fn word(&self) -> StateWord {
        match self {
            Self::Enrolled { .. } => StateWord::Enrolled,
            Self::Scheduled { .. } => StateWord::Scheduled,
            Self::Unenrolled { .. } => StateWord::Unenrolled,
            Self::Expired { .. } => StateWord::Expired,
        }
    }

    /// The letter people know: E, U or X (ENR-07).
    pub fn letter(&self) -> char {
        match self {
            Self::Enrolled { .. } | Self::Scheduled { .. } => 'E',
            Self::Unenrolled { .. } => 'U',
            Self::Expired { .. } => 'X',
        }
    }
}

impl fmt::Display for StateWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Enrolled => "enrolled",
            Self::Scheduled => "scheduled",
            Self::Unenrolled => "unenrolled",
            Self::Expired => "expired",
        })
    }
}

/// Computes the state at `now`; `None` before the first grant of the course was given.
///
/// `grants` are the customer's grants of products that open the course; `facts` what was written about the enrollment.
///
/// 1. Of the grants given and the (un)enrollments effective by `now`, the one written last decides whether the learner
///    is in the course: a purchase after an unenrollment enrolls anew (ENR-16).
/// 2. Grants revoked or suspended at `now` open nothing; when none is left the learner is out.
/// 3. Any window open at `now` makes E (ACC-07); else one to come makes E, scheduled; else X.
pub fn state_at(grants: &[AccessGrant], facts: &[EnrollmentFact], now: Instant) -> Option<EnrollmentState> {
    let given = || grants.iter().filter(|grant| grant.granted_at() <= now);
    let last_given = given().map(|grant| grant.stamp.position).max()?;
    let last_word = facts
        .iter()
        .filter(|fact| fact.stamp.effective_at <= now)
        .filter(|fact| matches!(fact.change, EnrollmentChange::Enrolled | EnrollmentChange::Unenrolled))
        .max_by_key(|fact| fact.stamp.position)
        .filter(|fact| fact.stamp.position > last_given);
    if let Some(fact) = last_word.filter(|fact| fact.change == EnrollmentChange::Unenrolled) {
        let since = fact.stamp.effective_at;
        return Some(EnrollmentState::Unenrolled { since, by: UnenrolledBy::Unenrollment });
    }
    let standing = || given().filter(|grant| grant.standing_at(now) == Standing::Held);
    let intervals = || standing().map(|grant| (grant.id, Interval::of(grant, facts)));
    if standing().next().is_none() {
        return Some(taken_away(given(), now));
    }
    if let Some((grant, open)) = intervals().filter(|(_, interval)| interval.contains(now)).max_by_key(reach)
    {
        let (since, until) = stretch(&intervals().map(|(_, interval)| interval), open);
        let since = last_word.map_or(since, |fact| since.max(fact.stamp.effective_at));
        return Some(EnrollmentState::Enrolled { since, until, grant, end_rule: open.end_rule });
    }
    if let Some((grant, next)) = intervals()
        .filter(|(_, interval)| interval.starts_at > now && !is_void(interval))
        .min_by_key(|(grant, interval)| (interval.starts_at, *grant))
    {
        return Some(EnrollmentState::Scheduled { opens_at: next.starts_at, grant });
    }
    let (grant, last) = intervals().filter(|(_, interval)| interval.is_over_at(now)).max_by_key(reach)?;
    let since = last.ends_at.unwrap_or(now).max(last.starts_at);
    Some(EnrollmentState::Expired { since, grant, end_rule: last.end_rule })
}

fn reach((grant, interval): &(GrantId, Interval)) -> (Instant, GrantId) {
    (interval.ends_at.unwrap_or(Instant::MAX), *grant)
}

fn is_void(interval: &Interval) -> bool {
    interval.ends_at.is_some_and(|end| end <= interval.starts_at)
}

fn taken_away<'a>(given: impl Iterator<Item = &'a AccessGrant>, now: Instant) -> EnrollmentState {
    let last = given
        .filter_map(|grant| grant.standing_change_at(now))
        .max_by_key(|change| (change.stamp.effective_at, change.stamp.position));
    let (since, by) = match last {
        Some(change) if change.standing == Standing::Suspended => {
            (change.stamp.effective_at, UnenrolledBy::OrderCancelled)
        }
        Some(change) => (change.stamp.effective_at, UnenrolledBy::Revocation),
        None => (now, UnenrolledBy::Revocation),
    };
    EnrollmentState::Unenrolled { since, by }
}

/// Grows an open interval over everything that overlaps or touches it.
fn stretch(
    intervals: &(impl Iterator<Item = Interval> + Clone),
    open: Interval,
) -> (Instant, Option<Instant>) {
    let (mut since, mut until) = (open.starts_at, open.ends_at);
    loop {
        let mut grew = false;
        for other in intervals.clone().filter(|other| !is_void(other)) {
            let meets = other.ends_at.is_none_or(|end| since <= end)
                && until.is_none_or(|end| other.starts_at <= end);
            if !meets {
                continue;
            }
            if other.starts_at < since {
                since = other.starts_at;
                grew = true;
            }
            if until.is_some_and(|end| other.ends_at.is_none_or(|further| end < further)) {
                until = other.ends_at;
                grew = true;
            }
        }
        if !grew {
            return (since, until);
        }
    }
}
