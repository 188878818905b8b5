//! The decision a second time, spelled out as naively as the rules read, to hold the first one against.

use crate::access::Standing;
use crate::customer::Status;
use crate::enrollment::EnrollmentChange;
use crate::time::Instant;
use crate::verdict::{AccessFacts, CourseFacts, View};

/// A course's state: given anything yet, in it, and what its windows do.
#[derive(PartialEq)]
enum Letter {
    None,
    Out,
    Open,
    Coming { something_is_over: bool },
    Over,
}

/// The answer and the number of the rule of ACD-1 to ACD-9 that gives it.
pub(super) fn answer(facts: &AccessFacts, view: View, at: Instant) -> (bool, u8) {
    if facts.account.erased_at.is_some_and(|erased_at| erased_at <= at) {
        return (false, 1);
    }
    let mut status = Status::Active;
    for change in &facts.account.statuses {
        if change.stamp.effective_at <= at {
            status = change.status.clone();
        }
    }
    if status != Status::Active {
        return (false, 2);
    }
    let password = &facts.account.password;
    let is_demanded = password.must_change_since.is_some_and(|demand| demand <= at);
    let is_too_old = match (password.set_at, password.expires_after_days) {
        (Some(set_at), Some(days)) => {
            set_at.as_micros() + i64::from(days) * 24 * 60 * 60 * 1_000_000 <= at.as_micros()
        }
        _ => false,
    };
    if is_demanded || is_too_old {
        return (false, 3);
    }
    let letters: Vec<Letter> = facts.courses.iter().map(|course| letter(course, at)).collect();
    let any = |wanted: Letter| letters.contains(&wanted);
    if any(Letter::Open) {
        let limit = facts.subject.attempt_limit;
        let is_used_up = view == View::Attempt
            && limit.is_some_and(|limit| limit <= u32::try_from(facts.attempts.handed_in.len()).unwrap());
        return if is_used_up { (false, 9) } else { (true, 6) };
    }
    let something_is_over = any(Letter::Over) || any(Letter::Coming { something_is_over: true });
    if view == View::Results && something_is_over {
        return (true, 8);
    }
    if any(Letter::Coming { something_is_over: true }) || any(Letter::Coming { something_is_over: false }) {
        return (false, 7);
    }
    if any(Letter::Over) {
        return (false, 8);
    }
    if any(Letter::Out) { (false, 5) } else { (false, 4) }
}

fn letter(course: &CourseFacts, at: Instant) -> Letter {
    let mut words: Vec<(u64, Instant, bool)> = Vec::new();
    for grant in &course.grants {
        words.push((grant.stamp.position.get(), grant.stamp.effective_at, true));
    }
    for fact in &course.enrollment {
        match fact.change {
            EnrollmentChange::Enrolled => {
                words.push((fact.stamp.position.get(), fact.stamp.effective_at, true));
            }
            EnrollmentChange::Unenrolled => {
                words.push((fact.stamp.position.get(), fact.stamp.effective_at, false));
            }
            _ => {}
        }
    }
    words.sort_unstable();
    let mut is_in = false;
    for (_, from, enters) in words {
        if from <= at {
            is_in = enters;
        }
    }
    let (mut given, mut held, mut open, mut coming, mut over) = (0, 0, 0, 0, 0);
    for grant in &course.grants {
        if grant.stamp.effective_at > at {
            continue;
        }
        given += 1;
        let mut standing = Standing::Held;
        for change in &grant.standings {
            if change.stamp.effective_at <= at {
                standing = change.standing;
            }
        }
        if standing != Standing::Held {
            continue;
        }
        held += 1;
        let start = grant.window.starts_at().max(grant.stamp.effective_at);
        let mut end = grant.window.ends_at();
        for fact in &course.enrollment {
            if fact.stamp.position < grant.stamp.position {
                continue;
            }
            match fact.change {
                EnrollmentChange::OverrideSet { ends_at } => end = Some(ends_at),
                EnrollmentChange::OverrideCleared => end = grant.window.ends_at(),
                _ => {}
            }
        }
        match end {
            Some(end) if end <= start || end <= at => over += 1,
            _ if start <= at => open += 1,
            _ => coming += 1,
        }
    }
    match (given, held) {
        (0, _) => Letter::None,
        _ if !is_in => Letter::Out,
        (_, 0) => Letter::Out,
        _ if open > 0 => Letter::Open,
        _ if coming > 0 => Letter::Coming { something_is_over: over > 0 },
        _ => Letter::Over,
    }
}
