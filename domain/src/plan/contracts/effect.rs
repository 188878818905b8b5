//! Whose access changes with a contract.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::AccessGrant;
use crate::enrollment::{
    Contract, EndRule, EnrollmentChange, EnrollmentFact, SeatOf, StateWord, end_of, linked_to, seat_of,
    state_at,
};
use crate::id::{CourseId, CustomerId, SalesOrderId};
use crate::import_log::Fingerprint;
use crate::sales_order::{SalesOrder, SalesOrderTerms};
use crate::time::Instant;

/// An enrollment that was linked to a sales order at one time or another.
#[derive(Debug, Clone, Copy)]
pub struct Follower<'a> {
    /// The customer.
    pub customer: CustomerId,
    /// The course.
    pub course: CourseId,
    /// The customer's grants of products that open the course.
    pub grants: &'a [AccessGrant],
    /// What was written about the enrollment.
    pub facts: &'a [EnrollmentFact],
}

/// Where an enrollment stands at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The state; `None` before access is first given.
    pub state: Option<StateWord>,
    /// The furthest end, where access is given only later that of what is given first; `None` for no end.
    pub ends_at: Option<Instant>,
    /// What decides that end.
    pub end_rule: EndRule,
}

/// An enrollment whose access changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Whose.
    pub customer: CustomerId,
    /// In which course.
    pub course: CourseId,
    /// Where it stands now.
    pub before: Standing,
    /// Where it would stand now.
    pub after: Standing,
}

impl Effect {
    /// Whether the learner can open less than before: access that was open is over, or is over earlier.
    pub fn loses(&self) -> bool {
        far(self.after.ends_at) < far(self.before.ends_at)
    }

    /// Whether an expired learner comes back.
    pub fn comes_back(&self) -> bool {
        self.before.state == Some(StateWord::Expired) && self.after.state == Some(StateWord::Enrolled)
    }
}

fn far(ends_at: Option<Instant>) -> Instant {
    ends_at.unwrap_or(Instant::MAX)
}

/// Whose access would change if the sales order ended at `ends_at`, decided as ever over facts in which it does (SIM-01).
///
/// Who is linked to it but ends otherwise, by a typed end or a later purchase, is not among them.
pub fn effects(
    followers: &[Follower<'_>],
    sales_order: &SalesOrder,
    ends_at: Instant,
    now: Instant,
) -> Vec<Effect> {
    let old_end = sales_order.terms.term.ends_at();
    if old_end == ends_at {
        return Vec::new();
    }
    let mut instants = vec![now];
    for end in [old_end, ends_at] {
        let before = Instant::from_micros(end.as_micros() - 1).ok();
        instants.extend(before.into_iter().chain([end]).filter(|instant| *instant > now));
    }
    let moved = Contract { number: sales_order.number.clone(), ends_at };
    followers.iter().filter_map(|follower| effect(follower, sales_order.id, &moved, &instants)).collect()
}

fn effect(
    follower: &Follower<'_>,
    id: SalesOrderId,
    moved: &Contract,
    instants: &[Instant],
) -> Option<Effect> {
    if linked_to(follower.facts).is_none_or(|(linked, _)| linked != id) {
        return None;
    }
    let altered: Vec<EnrollmentFact> = follower.facts.iter().map(|fact| as_if(fact, id, moved)).collect();
    changed(follower, &Follower { facts: &altered, ..*follower }, instants)
}

/// The enrollment as it is beside how it would be, if the two differ at one of the instants; the first one is now.
pub(in crate::plan) fn changed(
    is: &Follower<'_>,
    would_be: &Follower<'_>,
    instants: &[Instant],
) -> Option<Effect> {
    let word = |of: &Follower<'_>, at| state_at(of.grants, of.facts, at).map(|state| state.word());
    if !instants.iter().any(|at| word(is, *at) != word(would_be, *at)) {
        return None;
    }
    let now = *instants.first()?;
    let standing = |of: &Follower<'_>| standing(of.grants, of.facts, now);
    Some(Effect {
        customer: is.customer,
        course: is.course,
        before: standing(is)?,
        after: standing(would_be)?,
    })
}

/// The fact as it would be if the sales order stood so.
fn as_if(fact: &EnrollmentFact, id: SalesOrderId, moved: &Contract) -> EnrollmentFact {
    let mut fact = fact.clone();
    if matches!(&fact.change, EnrollmentChange::SalesOrderLinked { sales_order, .. } if *sales_order == id) {
        fact.follow(|_| Some(moved.clone()));
    }
    fact
}

fn standing(grants: &[AccessGrant], facts: &[EnrollmentFact], now: Instant) -> Option<Standing> {
    let state = state_at(grants, facts, now).map(|state| state.word());
    let given_at = grants.iter().map(AccessGrant::granted_at).min()?;
    let (ends_at, end_rule) = end_of(grants, facts, now.max(given_at))?;
    Some(Standing { state, ends_at, end_rule })
}

/// The learners who hold a seat of the sales order from `now` on, each once, in however many courses.
pub fn holders(followers: &[Follower<'_>], sales_order: SalesOrderId, now: Instant) -> BTreeSet<CustomerId> {
    let holds = |follower: &&Follower<'_>| seat_of(follower.facts, now) == SeatOf::Taken(sales_order);
    followers.iter().filter(holds).map(|follower| follower.customer).collect()
}

/// Who comes back, each once with all the courses, so that they are told once.
pub fn comebacks<'a>(effects: impl IntoIterator<Item = &'a Effect>) -> BTreeMap<CustomerId, Vec<&'a Effect>> {
    let mut back: BTreeMap<CustomerId, Vec<&Effect>> = BTreeMap::new();
    for effect in effects.into_iter().filter(|effect| effect.comes_back()) {
        back.entry(effect.customer).or_default().push(effect);
    }
    back
}

/// What a change of contracts comes to, so that it can be recognised: the terms it leaves, and whose access it changes.
pub fn fingerprint<'a>(
    changed: impl IntoIterator<Item = (&'a str, &'a SalesOrderTerms)>,
    effects: impl IntoIterator<Item = &'a Effect>,
) -> Fingerprint {
    let mut parts: Vec<String> = Vec::new();
    for (number, terms) in changed {
        let SalesOrderTerms { external_id, client, term, courses, seats } = terms;
        let courses: Vec<String> = courses.iter().map(ToString::to_string).collect();
        parts.push(number.to_owned());
        parts.push(external_id.as_ref().map(ToString::to_string).unwrap_or_default());
        parts.push(client.to_string());
        parts.push(format!("{} {}", term.starts_at(), term.ends_at()));
        parts.push(courses.join(" "));
        parts.push(seats.map(|seats| seats.to_string()).unwrap_or_default());
    }
    parts.push("effects".to_owned());
    for effect in effects {
        let say = |standing: &Standing| {
            let ends_at = standing.ends_at.map(|end| end.to_string()).unwrap_or_default();
            let state = standing.state.map(|state| state.to_string()).unwrap_or_default();
            format!("{state} {ends_at}")
        };
        let (before, after) = (say(&effect.before), say(&effect.after));
        parts.push(format!("{} {} {before} {after}", effect.customer, effect.course));
    }
    Fingerprint::of(&parts.iter().map(String::as_bytes).collect::<Vec<_>>())
}
