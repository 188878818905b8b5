//! Acts on a copy of the facts, each as the decision of that name would write it, dated at the instant asked about.

use super::AccessFacts;
use crate::access::{AccessGrant, AccessWindow, GrantOrigin, GrantSource, Standing, StandingChange};
use crate::customer::{Status, StatusChange};
use crate::enrollment::{EnrollmentChange, EnrollmentFact, EnrollmentState, UnenrolledBy, state_at};
use crate::id::{GrantId, OrderId, ProductId};
use crate::stamp::{Revision, Stamp};
use crate::text::Code;
use crate::time::Instant;

/// Facts to try an act on.
#[derive(Clone)]
pub(super) struct Rehearsal {
    facts: AccessFacts,
    stamp: Stamp,
}

impl Rehearsal {
    pub(super) fn of(facts: &AccessFacts, at: Instant) -> Self {
        let last = positions(facts).max().unwrap_or(Revision::NONE);
        let stamp = Stamp {
            position: last.next(),
            effective_at: at,
            recorded_at: at,
            actor: "rehearsal".into(),
            note: None,
        };
        Self { facts: facts.clone(), stamp }
    }

    pub(super) fn activate(mut self) -> AccessFacts {
        let stamp = self.stamp;
        self.facts.account.statuses.push(StatusChange { status: Status::Active, stamp });
        self.facts
    }

    pub(super) fn set_password(mut self) -> AccessFacts {
        let password = &mut self.facts.account.password;
        password.set_at = Some(self.stamp.effective_at);
        password.must_change_since = None;
        password.expires_after_days = password.expires_after_days.filter(|days| *days > 0);
        self.facts
    }

    pub(super) fn assign(mut self) -> AccessFacts {
        let nil = uuid::Uuid::nil();
        let grant = AccessGrant {
            id: GrantId::from_uuid(nil),
            product: ProductId::from_uuid(nil),
            source: GrantSource {
                origin: GrantOrigin::Assignment,
                order: OrderId::from_uuid(nil),
                line: 1,
                seat: None,
            },
            window: AccessWindow::unending_from(self.stamp.effective_at),
            from_first_launch: None,
            edits: Vec::new(),
            standings: Vec::new(),
            stamp: self.stamp,
        };
        for course in &mut self.facts.courses {
            course.grants.push(grant.clone());
        }
        self.facts
    }

    pub(super) fn enroll(mut self) -> AccessFacts {
        let at = self.stamp.effective_at;
        for course in &mut self.facts.courses {
            let state = state_at(&course.grants, &course.enrollment, at);
            if let Some(EnrollmentState::Unenrolled { by: UnenrolledBy::Unenrollment, .. }) = state {
                let stamp = self.stamp.clone();
                course.enrollment.push(EnrollmentFact { change: EnrollmentChange::Enrolled, stamp });
            }
        }
        self.facts
    }

    pub(super) fn cancelled_orders(&self) -> Vec<OrderId> {
        let mut orders: Vec<OrderId> =
            self.grants().filter(|grant| self.is_suspended(grant)).map(|grant| grant.source.order).collect();
        orders.sort_unstable();
        orders.dedup();
        orders
    }

    pub(super) fn reinstate(mut self, order: OrderId) -> AccessFacts {
        let stamp = self.stamp.clone();
        let at = stamp.effective_at;
        for grant in self.facts.courses.iter_mut().flat_map(|course| &mut course.grants) {
            if grant.source.order == order && grant.standing_at(at) == Standing::Suspended {
                grant.standings.push(StandingChange { standing: Standing::Held, stamp: stamp.clone() });
            }
        }
        self.facts
    }

    pub(super) fn start_at(self, id: GrantId) -> Option<AccessFacts> {
        let at = self.stamp.effective_at;
        self.edit(id, |window| AccessWindow::parse(at, window.ends_at()).ok())
    }

    pub(super) fn unend(self, id: GrantId) -> Option<AccessFacts> {
        self.edit(id, |window| Some(AccessWindow::unending_from(window.starts_at())))
    }

    pub(super) fn type_later_end(mut self) -> AccessFacts {
        self.write_end(&EnrollmentChange::OverrideSet { ends_at: Instant::MAX });
        self.facts
    }

    pub(super) fn clear_typed_end(mut self) -> AccessFacts {
        self.write_end(&EnrollmentChange::OverrideCleared);
        self.facts
    }

    /// The term of the sales order that is followed runs on; it is one for every course that follows it.
    pub(super) fn extend_contract(mut self, number: &Code) -> AccessFacts {
        for fact in self.facts.courses.iter_mut().flat_map(|course| &mut course.enrollment) {
            if let EnrollmentChange::SalesOrderLinked { contract: Some(contract), .. } = &mut fact.change
                && contract.number == *number
            {
                contract.ends_at = Instant::MAX;
            }
        }
        self.facts
    }

    pub(super) fn lift_attempt_limit(mut self) -> AccessFacts {
        self.facts.subject.attempt_limit = None;
        self.facts
    }

    fn grants(&self) -> impl Iterator<Item = &AccessGrant> {
        self.facts.courses.iter().flat_map(|course| &course.grants)
    }

    fn is_suspended(&self, grant: &AccessGrant) -> bool {
        let at = self.stamp.effective_at;
        grant.granted_at() <= at && grant.standing_at(at) == Standing::Suspended
    }

    fn edit(
        mut self,
        id: GrantId,
        edit: impl Fn(AccessWindow) -> Option<AccessWindow>,
    ) -> Option<AccessFacts> {
        for grant in self.facts.courses.iter_mut().flat_map(|course| &mut course.grants) {
            if grant.id == id {
                grant.window = edit(grant.window)?;
            }
        }
        Some(self.facts)
    }

    /// A product without courses has no enrollment to type an end for.
    fn write_end(&mut self, change: &EnrollmentChange) {
        for course in self.facts.courses.iter_mut().filter(|course| course.course.is_some()) {
            course.enrollment.push(EnrollmentFact { change: change.clone(), stamp: self.stamp.clone() });
        }
    }
}

fn positions(facts: &AccessFacts) -> impl Iterator<Item = Revision> {
    let statuses = facts.account.statuses.iter().map(|change| change.stamp.position);
    let courses = facts.courses.iter().flat_map(|course| {
        let standings =
            |grant: &AccessGrant| grant.standings.iter().map(|change| change.stamp.position).max();
        let grants = course
            .grants
            .iter()
            .map(move |grant| grant.stamp.position.max(standings(grant).unwrap_or_default()));
        grants.chain(course.enrollment.iter().map(|fact| fact.stamp.position))
    });
    statuses.chain(courses)
}
