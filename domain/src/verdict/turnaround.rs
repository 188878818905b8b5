//! What would turn a no into a yes.
//!
//! Each act is rehearsed on altered facts before it is named: what would not help is not said.

use super::decide::{decide, preference};
use super::rehearsal::Rehearsal;
use super::{AccessFacts, Ground, SubjectKind, Verdict};
use crate::customer::StatusWord;
use crate::enrollment::{EndRule, UnenrolledBy, contract_for};
use crate::id::{GrantId, OrderId};
use crate::text::Code;
use crate::time::{Instant, Zone, in_words};

/// The acts that, taken in order, end in a yes; empty for a yes, and where nothing helps.
pub(super) fn would_allow(facts: &AccessFacts, verdict: &Verdict, zone: &Zone) -> Vec<String> {
    let mut steps = Vec::new();
    let mut asked = Asked { facts: facts.clone(), verdict: *verdict, zone };
    // Each act removes one ground for good, so the number of grounds bounds the acts.
    for _ in 0..9 {
        if asked.verdict.is_allowed {
            return steps;
        }
        let Some(step) = asked.step() else { return Vec::new() };
        let wait = asked.wait().map(|wait| format!(", or {wait}")).unwrap_or_default();
        steps.push(step.acts.join(", or ") + &wait);
        let verdict = decide(&step.facts, asked.verdict.view, asked.verdict.at);
        asked = Asked { facts: step.facts, verdict, zone };
    }
    Vec::new()
}

/// The question as it stands after the acts so far.
struct Asked<'a> {
    facts: AccessFacts,
    verdict: Verdict,
    zone: &'a Zone,
}

/// Acts that remove one ground, each by itself, and the facts after the first of them.
struct Step {
    acts: Vec<String>,
    facts: AccessFacts,
}

impl Step {
    fn one(act: impl Into<String>, facts: AccessFacts) -> Self {
        Self { acts: vec![act.into()], facts }
    }
}

impl Asked<'_> {
    fn step(&self) -> Option<Step> {
        let rehearse = || Rehearsal::of(&self.facts, self.verdict.at);
        match self.verdict.ground {
            Ground::Erased { .. } | Ground::InForce { .. } => None,
            Ground::NotActive { status, .. } => {
                let act = match status {
                    StatusWord::Locked => "unlock the account by setting its status to active",
                    StatusWord::Inactive | StatusWord::Active => "set the account's status to active",
                };
                Some(Step::one(act, rehearse().activate()))
            }
            Ground::PasswordDue { .. } if self.facts.account.password.expires_after_days == Some(0) => {
                let act = "lift the rule that passwords expire at once, and set a new password";
                Some(Step::one(act, rehearse().set_password()))
            }
            Ground::PasswordDue { .. } => {
                Some(Step::one("have the customer set a new password", rehearse().set_password()))
            }
            Ground::NeverGranted => Some(self.assign()),
            Ground::Unenrolled { by, .. } => Some(self.come_back(by)),
            Ground::Scheduled { grant, .. } => {
                let at = self.say(self.verdict.at);
                let act = format!("edit the start of grant {grant} to {at} or earlier");
                Some(Step::one(act, rehearse().start_at(grant)?))
            }
            Ground::Ended { grant, end_rule, .. } => Some(self.go_on(grant, end_rule)),
            Ground::AttemptsUsed { limit } => {
                let used = self.facts.attempts_used_at(self.verdict.at);
                let raise = format!("raise the attempt limit of the item above {used}");
                let acts = match (limit, used - limit + 1) {
                    (0, _) => vec![raise],
                    (_, 1) => vec!["remove a submission".to_owned(), raise],
                    (_, many) => vec![format!("remove {many} submissions"), raise],
                };
                Some(Step { acts, facts: rehearse().lift_attempt_limit() })
            }
        }
    }

    fn wait(&self) -> Option<String> {
        let change = self.verdict.next_change_at?;
        let opens = decide(&self.facts, self.verdict.view, change).is_allowed;
        opens.then(|| format!("wait until {}, when it opens by itself", self.say(change)))
    }

    /// A new grant opens in any case: it is written last, so it also enrolls anew and no typed end binds it.
    fn assign(&self) -> Step {
        let product = match self.facts.products.as_slice() {
            [] => "put it into a product, and assign that product".to_owned(),
            [(_, code)] => format!("assign product {code}"),
            several => {
                let codes: Vec<_> = several.iter().map(|(_, code)| code.as_str()).collect();
                format!("assign one of the products {}", codes.join(", "))
            }
        };
        let at = self.say(self.verdict.at);
        let act = format!("{product} with an order date no later than {at} and a window open then");
        Step::one(act, Rehearsal::of(&self.facts, self.verdict.at).assign())
    }

    fn come_back(&self, by: UnenrolledBy) -> Step {
        match by {
            UnenrolledBy::Unenrollment => {
                let enrolled = Rehearsal::of(&self.facts, self.verdict.at).enroll();
                let is_pointless = matches!(
                    self.ground_of(&enrolled),
                    Ground::Unenrolled { by: UnenrolledBy::Revocation, .. }
                );
                if is_pointless {
                    return self.assign();
                }
                let (course, at) = (self.courses(), self.say(self.verdict.at));
                Step::one(format!("enroll the customer again in {course}, from {at} at the latest"), enrolled)
            }
            UnenrolledBy::OrderCancelled | UnenrolledBy::Revocation => match self.reinstate() {
                Some((order, facts)) if self.opens(&facts) => {
                    let acts = [vec![format!("reinstate order {order}")], self.assign().acts].concat();
                    Step { acts, facts }
                }
                Some((order, facts)) if by == UnenrolledBy::OrderCancelled => {
                    Step::one(format!("reinstate order {order}"), facts)
                }
                _ => self.assign(),
            },
        }
    }

    /// The cancelled order whose return does most.
    fn reinstate(&self) -> Option<(OrderId, AccessFacts)> {
        let rehearsal = Rehearsal::of(&self.facts, self.verdict.at);
        let orders = rehearsal.cancelled_orders().into_iter();
        orders
            .map(|order| (order, rehearsal.clone().reinstate(order)))
            .max_by_key(|(_, facts)| preference(&self.ground_of(facts), self.verdict.view))
    }

    /// Ways out of an end; an edit of the window moves nothing while a typed end decides.
    fn go_on(&self, grant: GrantId, end_rule: EndRule) -> Step {
        let rehearse = || Rehearsal::of(&self.facts, self.verdict.at);
        let at = self.say(self.verdict.at);
        let type_end = (self.later_end(&at), Some(rehearse().type_later_end()));
        let other = match end_rule {
            EndRule::Window => {
                (format!("edit the end of grant {grant} to after {at}"), rehearse().unend(grant))
            }
            EndRule::Override => ("take the typed end away".to_owned(), Some(rehearse().clear_typed_end())),
            EndRule::SalesOrder => match self.contract_of(grant) {
                Some(number) => (
                    format!("edit the term of sales order {number} to end after {at}"),
                    Some(rehearse().extend_contract(&number)),
                ),
                None => (String::new(), None),
            },
        };
        let assign = self.assign();
        let mut ways: Vec<(String, AccessFacts)> = [type_end, other]
            .into_iter()
            .filter_map(|(act, facts)| Some((act, facts?)))
            .filter(|(_, facts)| self.opens(facts))
            .collect();
        ways.extend(assign.acts.into_iter().map(|act| (act, assign.facts.clone())));
        let facts = ways[0].1.clone();
        Step { acts: ways.into_iter().map(|(act, _)| act).collect(), facts }
    }

    /// The sales order that decides when the grant ends.
    fn contract_of(&self, id: GrantId) -> Option<Code> {
        self.facts.courses.iter().find_map(|course| {
            let grant = course.grants.iter().find(|grant| grant.id == id)?;
            contract_for(grant, &course.enrollment).map(|contract| contract.number.clone())
        })
    }

    fn later_end(&self, at: &str) -> String {
        format!("extend the enrollment in {} to after {at}", self.courses())
    }

    fn courses(&self) -> String {
        let code = &self.facts.subject.code;
        match self.facts.subject.kind {
            SubjectKind::Item(_) => format!("the course of item {code}"),
            SubjectKind::Course(_) => format!("course {code}"),
            SubjectKind::Product(_) if self.facts.courses.len() > 1 => {
                format!("the courses of product {code}")
            }
            SubjectKind::Product(_) => format!("the course of product {code}"),
        }
    }

    fn ground_of(&self, facts: &AccessFacts) -> Ground {
        decide(facts, self.verdict.view, self.verdict.at).ground
    }

    /// Whether a window is open after the act; the attempts are another matter.
    fn opens(&self, facts: &AccessFacts) -> bool {
        matches!(self.ground_of(facts), Ground::InForce { .. } | Ground::AttemptsUsed { .. })
    }

    fn say(&self, instant: Instant) -> String {
        in_words(instant, self.zone)
    }
}
