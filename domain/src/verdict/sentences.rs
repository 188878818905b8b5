//! Reasons in sentences.

use super::explain::GrantLine;
use super::{AccessFacts, Ground, SubjectKind, Verdict, View};
use crate::access::GrantState;
use crate::enrollment::{EndRule, UnenrolledBy};
use crate::id::GrantId;
use crate::time::{Instant, Zone, end_in_words, in_words};

/// The deciding reason first, then what follows from it, then one sentence for each grant.
pub(super) fn because(
    facts: &AccessFacts,
    verdict: &Verdict,
    grants: &[GrantLine],
    zone: &Zone,
) -> Vec<String> {
    let mut sentences = vec![deciding(facts, verdict, grants, zone)];
    if matches!(verdict.ground, Ground::Ended { .. }) {
        let results = match verdict.view {
            View::Results => "The results of earlier work stay readable after the end.",
            View::Content | View::Attempt => "Only the results of earlier work stay readable after the end.",
        };
        sentences.push(results.to_owned());
    }
    if let Some(change) = verdict.next_change_at.filter(|change| !is_said(&verdict.ground, *change)) {
        sentences.push(format!("By what is known now, this changes on {}.", in_words(change, zone)));
    }
    sentences.extend(grants.iter().map(|line| about_grant(line, verdict.at, zone)));
    sentences
}

/// Whether the deciding sentence names the instant already.
fn is_said(ground: &Ground, instant: Instant) -> bool {
    match ground {
        Ground::InForce { until, .. } => *until == Some(instant),
        Ground::Scheduled { opens_at, .. } => *opens_at == instant,
        _ => false,
    }
}

fn deciding(facts: &AccessFacts, verdict: &Verdict, grants: &[GrantLine], zone: &Zone) -> String {
    let what = Named(facts).subject();
    let say = |instant: Instant| in_words(instant, zone);
    match verdict.ground {
        Ground::Erased { at } => {
            format!("The customer's data was erased on {}; an erased account opens nothing.", say(at))
        }
        Ground::NotActive { status, since } => {
            format!(
                "The account has been {status} since {}; only an active account opens anything.",
                say(since)
            )
        }
        Ground::PasswordDue { since, is_demanded: true } => {
            format!("A new password has been demanded since {}; until it is set, nothing opens.", say(since))
        }
        Ground::PasswordDue { since, is_demanded: false } => {
            format!(
                "The password reached its age limit on {}; until it is changed, nothing opens.",
                say(since)
            )
        }
        Ground::NeverGranted => {
            format!("No access to {what} had been given to the customer by {}.", say(verdict.at))
        }
        Ground::Unenrolled { since, by } => match by {
            UnenrolledBy::Unenrollment => {
                format!("The customer was unenrolled from {} on {}.", Named(facts).courses(), say(since))
            }
            UnenrolledBy::Revocation => {
                format!("All access to {what} was taken back, the last of it on {}.", say(since))
            }
            UnenrolledBy::OrderCancelled => {
                format!(
                    "The access to {what} is suspended, since the order behind it was cancelled on {}.",
                    say(since)
                )
            }
        },
        Ground::InForce { since, until, end_rule, .. } => {
            format!(
                "Access to {what} has been in force since {} and runs {}{}.",
                say(since),
                end_in_words(until, zone),
                by(end_rule, until, grants)
            )
        }
        Ground::Scheduled { opens_at, .. } => format!("Access to {what} opens on {}.", say(opens_at)),
        Ground::Ended { at, grant, end_rule } => match never_open(grants, grant) {
            Some(end) => format!(
                "Access to {what} was over before it could open: it would have run {} only{}.",
                end_in_words(Some(end), zone),
                by(end_rule, Some(end), grants)
            ),
            None => {
                format!(
                    "Access to {what} has ended: it ran {}{}.",
                    end_in_words(Some(at), zone),
                    by(end_rule, Some(at), grants)
                )
            }
        },
        Ground::AttemptsUsed { limit: 1 } => {
            format!("The one attempt allowed at {what} has been handed in.")
        }
        Ground::AttemptsUsed { limit } => {
            format!("All {limit} attempts allowed at {what} have been handed in.")
        }
    }
}

/// How the thing to be opened is named in a sentence.
struct Named<'a>(&'a AccessFacts);

impl Named<'_> {
    fn subject(&self) -> String {
        let code = &self.0.subject.code;
        match self.0.subject.kind {
            SubjectKind::Item(_) => format!("item {code}"),
            SubjectKind::Course(_) => format!("course {code}"),
            SubjectKind::Product(_) => format!("product {code}"),
        }
    }

    /// What one is enrolled in and unenrolled from.
    fn courses(&self) -> String {
        let code = &self.0.subject.code;
        match self.0.subject.kind {
            SubjectKind::Item(_) => format!("the course of item {code}"),
            SubjectKind::Course(_) => format!("course {code}"),
            SubjectKind::Product(_) if self.0.courses.len() > 1 => format!("the courses of product {code}"),
            SubjectKind::Product(_) => format!("the course of product {code}"),
        }
    }
}

/// By what it ends then, where that is not the window's own end.
fn by(end_rule: EndRule, ends_at: Option<Instant>, grants: &[GrantLine]) -> String {
    match end_rule {
        EndRule::Window => String::new(),
        EndRule::Override => ", by an end typed for this enrollment".to_owned(),
        EndRule::SalesOrder => {
            let followed = grants.iter().filter_map(|line| line.contract.as_ref());
            match followed.filter(|contract| Some(contract.ends_at) == ends_at).map(|one| &one.number).next()
            {
                Some(number) => format!(", when sales order {number} is over"),
                None => ", when its sales order is over".to_owned(),
            }
        }
    }
}

/// The end of a grant that ends no later than it could start.
fn never_open(grants: &[GrantLine], id: GrantId) -> Option<Instant> {
    let line = grants.iter().find(|line| line.grant.id == id)?;
    let starts_at = line.grant.window.starts_at().max(line.grant.granted_at());
    line.effective_ends_at.filter(|end| *end <= starts_at)
}

fn about_grant(line: &GrantLine, at: Instant, zone: &Zone) -> String {
    let grant = &line.grant;
    let state = line.state.map_or_else(|| "not given yet".to_owned(), |state| state.to_string());
    let own = grant.window.ends_at();
    let otherwise = match &line.contract {
        Some(contract) if line.end_rule == EndRule::Override => {
            let ends = end_in_words(Some(contract.ends_at), zone);
            Some(format!("{ends} by sales order {}", contract.number))
                .filter(|_| Some(contract.ends_at) != line.effective_ends_at)
        }
        _ if own != line.effective_ends_at => Some(format!("{} by its own window", end_in_words(own, zone))),
        _ => None,
    };
    let decided = match (line.end_rule, &line.contract) {
        (EndRule::Override, _) => "by a typed end".to_owned(),
        (EndRule::SalesOrder, Some(contract)) => format!("by sales order {}", contract.number),
        (EndRule::SalesOrder | EndRule::Window, _) => String::new(),
    };
    let typed = match otherwise {
        Some(otherwise) if !decided.is_empty() => format!(" {decided} ({otherwise})"),
        None if line.end_rule == EndRule::SalesOrder => format!(" {decided}"),
        _ => String::new(),
    };
    let beyond = if line.beyond_contract().is_some() { ", beyond the contract" } else { "" };
    let waits = match grant.from_first_launch {
        Some(duration) => format!("; {duration} will count from the first launch"),
        None => String::new(),
    };
    let edited = match grant.edits.len() {
        0 => String::new(),
        1 => "; its dates were edited once".to_owned(),
        times => format!("; its dates were edited {times} times"),
    };
    let since = match grant.standing_change_at(at) {
        Some(change) if matches!(line.state, Some(GrantState::Suspended | GrantState::Revoked)) => {
            format!(" since {}", in_words(change.stamp.effective_at, zone))
        }
        _ => String::new(),
    };
    format!(
        "Grant {} of product {} by {} on {} runs from {} {}{typed}{beyond}{waits}{edited}: {state}{since}.",
        grant.id,
        line.product,
        grant.source.origin,
        in_words(grant.granted_at(), zone),
        in_words(grant.window.starts_at(), zone),
        end_in_words(line.effective_ends_at, zone),
    )
}
