//! Deriving the state of an enrollment at an instant (ENR-16, ACC-07, X-06).

use super::interval::Interval;
use super::word::{is_out, out_since};
use super::{EndRule, EnrollmentFact, EnrollmentState, UnenrolledBy};
use crate::access::{AccessGrant, Standing};
use crate::time::Instant;

/// Computes the state at `now`; `None` before the first grant of the course was given.
///
/// `grants` are the customer's grants of products that open the course; `facts` what was written about the enrollment.
///
/// 1. Of the grants given and the (un)enrollments effective by `now`, the one written last decides whether the learner
///    is in the course: a purchase after an unenrollment enrolls anew (ENR-16).
/// 2. Grants revoked or suspended at `now` open nothing; when none is left the learner is out.
/// 3. Any window open at `now` makes E (ACC-07); else one to come makes E, scheduled; else X.
pub fn state_at(grants: &[AccessGrant], facts: &[EnrollmentFact], now: Instant) -> Option<EnrollmentState> {
    given_at(grants, now).next()?;
    if let Some(since) = out_since(grants, facts, now) {
        return Some(EnrollmentState::Unenrolled { since, by: UnenrolledBy::Unenrollment });
    }
    if held_at(grants, now).next().is_none() {
        return Some(taken_away(given_at(grants, now), now));
    }
    let intervals = || held_at(grants, now).map(|grant| (grant, Interval::of(grant, facts)));
    if let Some((grant, open)) = intervals().filter(|(_, interval)| interval.contains(now)).max_by_key(reach)
    {
        let (since, until, end_rule) = stretch(&intervals().map(|(_, interval)| interval), open);
        let since = unbroken_since(grants, facts, since, now);
        return Some(EnrollmentState::Enrolled { since, until, grant: grant.id, end_rule });
    }
    if let Some((grant, next)) = intervals()
        .filter(|(_, interval)| interval.starts_at > now && !interval.is_void())
        .min_by_key(|(grant, interval)| (interval.starts_at, grant.id))
    {
        return Some(EnrollmentState::Scheduled { opens_at: next.starts_at, grant: grant.id });
    }
    last_over(grants, facts, now)
}

/// X by the windows that are over at `now`, though others may be open or to come; `None` for a learner who is out, and
/// where nothing is over.
pub(crate) fn over_at(
    grants: &[AccessGrant],
    facts: &[EnrollmentFact],
    now: Instant,
) -> Option<EnrollmentState> {
    if is_out(grants, facts, now) { None } else { last_over(grants, facts, now) }
}

/// The window that was open last; one that never opened speaks only where no other does.
fn last_over(grants: &[AccessGrant], facts: &[EnrollmentFact], now: Instant) -> Option<EnrollmentState> {
    let over = |grant| {
        let interval = Interval::of(grant, facts);
        interval.is_over_at(now).then_some((grant, interval))
    };
    let (grant, last) = held_at(grants, now)
        .filter_map(over)
        .max_by_key(|(grant, interval)| (!interval.is_void(), reach(&(grant, *interval))))?;
    let ended_at = last.ends_at.filter(|_| !last.is_void());
    let since = ended_at.unwrap_or_else(|| grant.granted_at());
    Some(EnrollmentState::Expired { since, grant: grant.id, end_rule: last.end_rule })
}

fn given_at(grants: &[AccessGrant], now: Instant) -> impl Iterator<Item = &AccessGrant> + Clone {
    grants.iter().filter(move |grant| grant.granted_at() <= now)
}

fn held_at(grants: &[AccessGrant], now: Instant) -> impl Iterator<Item = &AccessGrant> + Clone {
    given_at(grants, now).filter(move |grant| grant.standing_at(now) == Standing::Held)
}

fn reach((grant, interval): &(&AccessGrant, Interval)) -> (Instant, crate::id::GrantId) {
    (interval.ends_at.unwrap_or(Instant::MAX), grant.id)
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
) -> (Instant, Option<Instant>, EndRule) {
    let Interval { starts_at: mut since, ends_at: mut until, mut end_rule } = open;
    loop {
        let mut grew = false;
        for other in intervals.clone().filter(|other| !other.is_void()) {
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
                end_rule = other.end_rule;
                grew = true;
            }
        }
        if !grew {
            return (since, until, end_rule);
        }
    }
}

/// The start of the stretch, or the latest instant since then at which the learner came back into the course or a grant
/// came back to its holder.
fn unbroken_since(grants: &[AccessGrant], facts: &[EnrollmentFact], start: Instant, now: Instant) -> Instant {
    if facts.is_empty() && grants.iter().all(|grant| grant.standings.is_empty()) {
        return start;
    }
    let standings = grants.iter().flat_map(|grant| grant.standings.iter().map(|change| &change.stamp));
    let words = facts.iter().map(|fact| &fact.stamp);
    let given = grants.iter().map(|grant| &grant.stamp);
    let ends = grants.iter().filter_map(|grant| Interval::of(grant, facts).ends_at);
    let starts = grants.iter().map(|grant| Interval::of(grant, facts).starts_at);
    let mut turns: Vec<Instant> = standings
        .chain(words)
        .chain(given)
        .map(|stamp| stamp.effective_at)
        .chain(starts)
        .chain(ends)
        .filter(|turn| *turn <= now)
        .collect();
    turns.sort_unstable_by(|one, other| other.cmp(one));
    turns.dedup();
    let is_open = |at: Instant| {
        !is_out(grants, facts, at) && held_at(grants, at).any(|grant| Interval::of(grant, facts).contains(at))
    };
    turns.into_iter().take_while(|turn| is_open(*turn)).last().unwrap_or(start)
}
