//! The answer with its reasons (WHY-01).

use super::decide::decide;
use super::sentences::because;
use super::turnaround::would_allow;
use super::{AccessFacts, Verdict, View};
use crate::access::{AccessGrant, GrantState};
use crate::enrollment::{Contract, EndRule, contract_for, effective_end, effective_state};
use crate::text::Code;
use crate::time::{Instant, Zone};

/// A grant the decision looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantLine {
    /// The grant.
    pub grant: AccessGrant,
    /// The product's code.
    pub product: Code,
    /// What it comes to at the instant asked about, by the end that counts; `None` before it was given.
    pub state: Option<GrantState>,
    /// The end that counts: the typed one, else the sales order's, else the window's own.
    pub effective_ends_at: Option<Instant>,
    /// What decides it.
    pub end_rule: EndRule,
    /// The sales order that it follows where no end is typed, as that is now.
    pub contract: Option<Contract>,
}

impl GrantLine {
    /// The sales order whose end the typed one goes beyond, if it does.
    pub fn beyond_contract(&self) -> Option<&Contract> {
        let typed = self.effective_ends_at.filter(|_| self.end_rule == EndRule::Override)?;
        self.contract.as_ref().filter(|contract| contract.ends_at < typed)
    }
}

/// A verdict with everything that a person needs to understand it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The verdict.
    pub verdict: Verdict,
    /// Why, in sentences, the deciding one first.
    pub because: Vec<String>,
    /// What would turn a no into a yes, in sentences; empty for a yes.
    pub would_allow: Vec<String>,
    /// The grants looked at, newest first.
    pub grants: Vec<GrantLine>,
}

/// Decides and says why, for any past or future instant (WHY-01).
pub fn explain(facts: &AccessFacts, view: View, at: Instant, zone: &Zone) -> Explanation {
    let verdict = decide(facts, view, at);
    let grants = grant_lines(facts, at);
    Explanation {
        because: because(facts, &verdict, &grants, zone),
        would_allow: would_allow(facts, &verdict, zone),
        verdict,
        grants,
    }
}

/// The grants among the facts, newest first, each as it is at `at`.
pub fn grant_lines(facts: &AccessFacts, at: Instant) -> Vec<GrantLine> {
    let mut lines: Vec<GrantLine> = Vec::new();
    for course in &facts.courses {
        for grant in &course.grants {
            let (effective_ends_at, end_rule) = effective_end(grant, &course.enrollment);
            let product = facts.products.iter().find(|(id, _)| *id == grant.product);
            let line = GrantLine {
                product: product.map_or_else(|| facts.subject.code.clone(), |(_, code)| code.clone()),
                state: effective_state(grant, &course.enrollment, at),
                effective_ends_at,
                end_rule,
                contract: contract_for(grant, &course.enrollment).cloned(),
                grant: grant.clone(),
            };
            match lines.iter_mut().find(|known| known.grant.id == grant.id) {
                None => lines.push(line),
                Some(known) => {
                    if reach(&line) > reach(known) {
                        *known = line;
                    }
                }
            }
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.grant.stamp.position));
    lines
}

/// A product is open as long as one of its courses is, so of several typed ends the furthest is shown.
fn reach(line: &GrantLine) -> Instant {
    line.effective_ends_at.unwrap_or(Instant::MAX)
}
