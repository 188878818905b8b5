//! The ordered list of rules ACD-1 to ACD-9.

use super::next_change::next_change_at;
use super::{AccessFacts, AccountFacts, Ground, Verdict, View};
use crate::customer::{StatusWord, latest_status};
use crate::enrollment::{EnrollmentState, over_at, state_at};
use crate::time::Instant;

/// Decides whether the customer may open the view at `at`.
///
/// The first of ACD-1 to ACD-9 that applies decides. For a product the course that opens decides; when none does, the
/// one nearest to opening.
pub fn decide(facts: &AccessFacts, view: View, at: Instant) -> Verdict {
    let ground = ground_at(facts, view, at);
    Verdict {
        is_allowed: ground.opens(view),
        view,
        at,
        ground,
        next_change_at: next_change_at(facts, view, at, &ground),
    }
}

pub(super) fn ground_at(facts: &AccessFacts, view: View, at: Instant) -> Ground {
    if let Some(ground) = account_ground(&facts.account, at) {
        return ground;
    }
    let ground = facts
        .courses
        .iter()
        .filter_map(|course| Some(course_ground(state_at(&course.grants, &course.enrollment, at)?)))
        .max_by_key(|ground| preference(ground, view))
        .unwrap_or(Ground::NeverGranted);
    if let (Ground::Scheduled { .. }, View::Results) = (&ground, view) {
        return ended_before(facts, at).unwrap_or(ground);
    }
    match (facts.subject.attempt_limit, view) {
        (Some(limit), View::Attempt) if ground.opens(view) && facts.attempts_used_at(at) >= limit => {
            Ground::AttemptsUsed { limit }
        }
        _ => ground,
    }
}

fn account_ground(account: &AccountFacts, at: Instant) -> Option<Ground> {
    if let Some(erased_at) = account.erased_at.filter(|erased_at| *erased_at <= at) {
        return Some(Ground::Erased { at: erased_at });
    }
    if let Some(change) = latest_status(&account.statuses, at) {
        let status = change.status.word();
        if status != StatusWord::Active {
            return Some(Ground::NotActive { status, since: change.stamp.effective_at });
        }
    }
    let since = account.password.due_from().filter(|due| *due <= at)?;
    let is_demanded = account.password.must_change_since == Some(since);
    Some(Ground::PasswordDue { since, is_demanded })
}

fn course_ground(state: EnrollmentState) -> Ground {
    match state {
        EnrollmentState::Enrolled { since, until, grant, end_rule } => {
            Ground::InForce { since, until, grant, end_rule }
        }
        EnrollmentState::Scheduled { opens_at, grant } => Ground::Scheduled { opens_at, grant },
        EnrollmentState::Unenrolled { since, by } => Ground::Unenrolled { since, by },
        EnrollmentState::Expired { since, grant, end_rule } => Ground::Ended { at: since, grant, end_rule },
    }
}

/// Of several courses: one that opens, then the latest end or the nearest opening, then the latest way out.
pub(super) fn preference(ground: &Ground, view: View) -> (bool, u8, i64) {
    let (rank, nearness) = match ground {
        Ground::InForce { until, .. } => (4, until.unwrap_or(Instant::MAX).as_micros()),
        Ground::Scheduled { opens_at, .. } => (3, -opens_at.as_micros()),
        Ground::Ended { at, .. } => (2, at.as_micros()),
        Ground::Unenrolled { since, .. } => (1, since.as_micros()),
        _ => (0, 0),
    };
    (ground.opens(view), rank, nearness)
}

/// Results stay readable after a window that ended, though another is still to come.
fn ended_before(facts: &AccessFacts, at: Instant) -> Option<Ground> {
    facts.courses.iter().find_map(|course| over_at(&course.grants, &course.enrollment, at).map(course_ground))
}
