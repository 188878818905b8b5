//! Following a sales order (ENR-03, ENR-04, ENR-06, ENR-17).

use super::interval::{contract_for, effective_end, latest_link, override_for};
use super::word::is_ever_in;
use super::{
    Contract, EndRule, EnrollmentChange, EnrollmentEvent, EnrollmentFact, EnrollmentRefused, EnrollmentState,
    state_at,
};
use crate::access::{AccessGrant, Standing};
use crate::id::{CourseId, CustomerId, SalesOrderId};
use crate::refusal::Outcome;
use crate::time::Instant;

/// Lets the enrollment follow a sales order from now on; a typed end goes on deciding before it (ENR-05).
///
/// # Errors
/// [`EnrollmentRefused::NeverGranted`] (ACC-01); [`EnrollmentRefused::NoSuchTransition`] (ENR-16) for an unenrolled
/// learner, whom a sales order alone does not bring back.
pub fn link(
    customer: CustomerId,
    course: CourseId,
    grants: &[AccessGrant],
    facts: &[EnrollmentFact],
    sales_order: SalesOrderId,
    now: Instant,
) -> Result<(Outcome, Vec<EnrollmentEvent>), EnrollmentRefused> {
    let state = state_at(grants, facts, now).ok_or(EnrollmentRefused::NeverGranted(customer))?;
    if let EnrollmentState::Unenrolled { .. } = state {
        return Err(EnrollmentRefused::NoSuchTransition {
            customer,
            from: state.word(),
            advice: "a sales order does not bring them back; enroll first",
        });
    }
    // A grant given after the same link was made does not follow it yet.
    let follows = |grant: &AccessGrant| {
        let written_after = facts.iter().filter(|fact| fact.stamp.position > grant.stamp.position);
        sales_order_in(latest_link(written_after)) == Some(sales_order)
    };
    if grants.iter().all(follows) {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    Ok((Outcome::Applied, follow(course, facts, sales_order, now)))
}

/// Enrolls by name, where the learner was taken out of the course, and follows the sales order.
///
/// Who is in the course by a purchase after they were taken out of it takes a seat of the sales order only so.
pub fn follow(
    course: CourseId,
    facts: &[EnrollmentFact],
    sales_order: SalesOrderId,
    now: Instant,
) -> Vec<EnrollmentEvent> {
    let enrolled = (!is_ever_in(facts, now)).then_some(EnrollmentEvent::Enrolled { course });
    enrolled.into_iter().chain([EnrollmentEvent::SalesOrderLinked { course, sales_order }]).collect()
}

/// Lets the enrollment follow no sales order any more, so that a typed end or the windows decide.
pub fn unlink(course: CourseId, facts: &[EnrollmentFact]) -> (Outcome, Vec<EnrollmentEvent>) {
    match linked_to(facts) {
        Some(_) => (Outcome::Applied, vec![EnrollmentEvent::SalesOrderUnlinked { course }]),
        None => (Outcome::Unchanged, Vec::new()),
    }
}

/// The sales order that the enrollment is linked to, if any, with how it stands now.
pub fn linked_to(facts: &[EnrollmentFact]) -> Option<(SalesOrderId, Option<&Contract>)> {
    match latest_link(facts.iter())? {
        EnrollmentChange::SalesOrderLinked { sales_order, contract } => {
            Some((*sales_order, contract.as_ref()))
        }
        _ => None,
    }
}

/// Whether an enrollment has a seat of the sales order it is linked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeatOf {
    /// It is linked to none.
    None,
    /// It takes one of its seats.
    Taken(SalesOrderId),
    /// It is linked, and the learner was taken out of the course, so the seat is free for others.
    LeftFree(SalesOrderId),
}

/// Whose seat the enrollment takes from `now` on.
///
/// Only enrolling and unenrolling by name count: who is taken out of the course and then buys access is in it by that
/// purchase.
pub fn seat_of(facts: &[EnrollmentFact], now: Instant) -> SeatOf {
    match linked_to(facts) {
        None => SeatOf::None,
        Some((sales_order, _)) if is_ever_in(facts, now) => SeatOf::Taken(sales_order),
        Some((sales_order, _)) => SeatOf::LeftFree(sales_order),
    }
}

/// The furthest end of the grants that stand at `now`, and what decides it; `None` without any.
pub fn end_of(
    grants: &[AccessGrant],
    facts: &[EnrollmentFact],
    now: Instant,
) -> Option<(Option<Instant>, EndRule)> {
    grants
        .iter()
        .filter(|grant| grant.granted_at() <= now && grant.standing_at(now) == Standing::Held)
        .map(|grant| effective_end(grant, facts))
        .max_by_key(|(ends_at, _)| ends_at.unwrap_or(Instant::MAX))
}

/// The contract that a typed end goes beyond, if it does.
pub fn beyond_contract<'a>(grants: &[AccessGrant], facts: &'a [EnrollmentFact]) -> Option<&'a Contract> {
    grants.iter().find_map(|grant| {
        let typed = override_for(grant, facts)?;
        contract_for(grant, facts).filter(|contract| contract.ends_at < typed)
    })
}

fn sales_order_in(change: Option<&EnrollmentChange>) -> Option<SalesOrderId> {
    match change {
        Some(EnrollmentChange::SalesOrderLinked { sales_order, .. }) => Some(*sales_order),
        _ => None,
    }
}
