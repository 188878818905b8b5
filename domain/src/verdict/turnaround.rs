//! What would turn a no into a yes.
//!
//! Each advice is tried on altered facts with the same decision before it is given: what would not help is not said.

use super::decide::decide;
use super::{AccessFacts, Ground, Verdict, View};
use crate::customer::StatusWord;
use crate::enrollment::UnenrolledBy;

/// The advice that, taken in order, ends in a yes; empty for a yes and for an erased record.
pub(super) fn would_allow(facts: &AccessFacts, verdict: &Verdict) -> Vec<String> {
    let mut advice = Vec::new();
    let mut facts = facts.clone();
    let mut verdict = *verdict;
    // Each step removes one ground for good, so the number of grounds bounds the steps.
    for _ in 0..9 {
        if verdict.is_allowed {
            return advice;
        }
        let Some(step) = remove_ground(&mut facts, &verdict) else { return advice };
        advice.push(step);
        verdict = decide(&facts, verdict.view, verdict.at);
        if matches!(verdict.ground, Ground::NeverGranted) && facts.courses.is_empty() {
            return advice;
        }
    }
    advice
}

/// Says what removes the ground and removes it from the facts; `None` when nothing does.
fn remove_ground(facts: &mut AccessFacts, verdict: &Verdict) -> Option<String> {
    match verdict.ground {
        Ground::Erased { .. } | Ground::InForce { .. } => None,
        Ground::NotActive { status, .. } => {
            facts.account.statuses.clear();
            Some(match status {
                StatusWord::Locked => "unlock the account: set its status to active".to_owned(),
                _ => "set the account's status to active".to_owned(),
            })
        }
        Ground::PasswordDue { .. } => {
            facts.account.password.must_change_since = None;
            facts.account.password.expires_after_days = None;
            Some("have the customer change the password".to_owned())
        }
        Ground::NeverGranted => {
            facts.courses.clear();
            Some(match facts.products.as_slice() {
                [] => "put it into a product, and assign that product".to_owned(),
                [(_, code)] => format!("assign product {code}"),
                products => {
                    let codes: Vec<_> = products.iter().map(|(_, code)| code.to_string()).collect();
                    format!("assign one of the products {}", codes.join(", "))
                }
            })
        }
        Ground::Unenrolled { by: UnenrolledBy::Unenrollment, .. } => {
            for course in &mut facts.courses {
                course
                    .enrollment
                    .retain(|fact| fact.change != crate::enrollment::EnrollmentChange::Unenrolled);
            }
            Some("enroll the customer in the course again".to_owned())
        }
        Ground::Unenrolled { by: UnenrolledBy::OrderCancelled, .. } => {
            clear_standings(facts);
            Some("reinstate the cancelled order".to_owned())
        }
        Ground::Unenrolled { by: UnenrolledBy::Revocation, .. } => {
            facts.courses.clear();
            Some("assign the product again; a revoked grant does not come back".to_owned())
        }
        Ground::Scheduled { grant, .. } => {
            facts.courses.clear();
            Some(format!("wait until it opens, or edit the start of grant {grant}"))
        }
        Ground::Ended { grant, .. } => {
            facts.courses.clear();
            let other = if verdict.view == View::Content { "; results are open already" } else { "" };
            Some(format!(
                "extend the enrollment or edit the end of grant {grant}, or assign the product again{other}"
            ))
        }
        Ground::AttemptsUsed { .. } => {
            facts.attempts_used = 0;
            facts.subject.attempt_limit = None;
            Some("remove a submission or raise the attempt limit".to_owned())
        }
    }
}

fn clear_standings(facts: &mut AccessFacts) {
    for course in &mut facts.courses {
        for grant in &mut course.grants {
            grant.standings.clear();
        }
    }
}
