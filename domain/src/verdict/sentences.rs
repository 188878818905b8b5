//! Reasons in sentences.

use super::explain::GrantLine;
use super::{AccessFacts, Ground, SubjectKind, Verdict, View};
use crate::access::GrantState;
use crate::enrollment::{EndRule, UnenrolledBy};
use crate::time::{Instant, Zone, end_in_words, in_words};

/// The deciding reason first, then one sentence for each grant.
pub(super) fn because(
    facts: &AccessFacts,
    verdict: &Verdict,
    grants: &[GrantLine],
    zone: &Zone,
) -> Vec<String> {
    let mut sentences = vec![deciding(facts, verdict, zone)];
    if verdict.view != View::Results && matches!(verdict.ground, Ground::Ended { .. }) {
        sentences.push("Only the results of earlier work stay readable after the end.".to_owned());
    }
    sentences.extend(grants.iter().map(|line| about_grant(line, zone)));
    sentences
}

fn deciding(facts: &AccessFacts, verdict: &Verdict, zone: &Zone) -> String {
    let code = &facts.subject.code;
    let what = match facts.subject.kind {
        SubjectKind::Item(_) => format!("item {code}"),
        SubjectKind::Course(_) => format!("course {code}"),
        SubjectKind::Product(_) => format!("product {code}"),
    };
    let say = |instant: Instant| in_words(instant, zone);
    match verdict.ground {
        Ground::Erased { at } => format!("The customer's data was erased on {}.", say(at)),
        Ground::NotActive { status, since } => {
            format!("The account is {status} since {}; only active accounts may open anything.", say(since))
        }
        Ground::PasswordDue { since, is_demanded: true } => {
            format!("A change of password is demanded since {}, and comes before anything else.", say(since))
        }
        Ground::PasswordDue { since, is_demanded: false } => {
            format!("The password reached its age limit on {} and has to be changed first.", say(since))
        }
        Ground::NeverGranted => {
            format!("By {} the customer was never given access to {what}.", say(verdict.at))
        }
        Ground::Unenrolled { since, by } => match by {
            UnenrolledBy::Unenrollment => {
                format!("The customer was unenrolled from {what} on {}.", say(since))
            }
            UnenrolledBy::Revocation => {
                format!("All access to {what} was revoked, the last of it on {}.", say(since))
            }
            UnenrolledBy::OrderCancelled => {
                format!("The order behind the access to {what} was cancelled on {}.", say(since))
            }
        },
        Ground::InForce { since, until, end_rule, .. } => {
            let by = match end_rule {
                EndRule::Window => "",
                EndRule::Override => ", by an end typed for this enrollment",
            };
            let until = end_in_words(until, zone);
            format!("Access to {what} is in force since {}, {until}{by}.", say(since))
        }
        Ground::Scheduled { opens_at, .. } => format!("Access to {what} opens on {}.", say(opens_at)),
        Ground::Ended { at, end_rule, .. } => {
            let by = match end_rule {
                EndRule::Window => "",
                EndRule::Override => ", by an end typed for this enrollment",
            };
            format!("Access to {what} ended: it ran {}{by}.", end_in_words(Some(at), zone))
        }
        Ground::AttemptsUsed { limit } => {
            format!("All {limit} allowed attempts at {what} have been handed in.")
        }
    }
}

fn about_grant(line: &GrantLine, zone: &Zone) -> String {
    let grant = &line.grant;
    let state = match line.state {
        None => "not given yet at that instant".to_owned(),
        Some(GrantState::InForce) if is_over(line) => {
            "inside its own window, but cut off by the typed end".to_owned()
        }
        Some(state) => state.to_string(),
    };
    let waits = match grant.from_first_launch {
        Some(duration) => format!("; {duration} begin with the first launch"),
        None => String::new(),
    };
    let edited = match grant.edits.len() {
        0 => String::new(),
        1 => "; its dates were edited once".to_owned(),
        times => format!("; its dates were edited {times} times"),
    };
    format!(
        "Grant {} of product {} by {} on {} runs from {} {}{waits}{edited}: {state}.",
        grant.id,
        line.product,
        grant.source.origin,
        in_words(grant.granted_at(), zone),
        in_words(grant.window.starts_at(), zone),
        end_in_words(line.effective_ends_at, zone),
    )
}

fn is_over(line: &GrantLine) -> bool {
    line.is_overridden
        && line
            .effective_ends_at
            .zip(line.grant.window.ends_at().or(Some(Instant::MAX)))
            .is_some_and(|(typed, own)| typed < own)
}
