//! Editing the enrollments of many customers in one course (ENR-05, ENR-11, ENR-16, GRP-08, X-11).

use rollbook_domain::customer::StatusWord;
use rollbook_domain::enrollment::{
    Enrollment, EnrollmentEdit, EnrollmentEvent, EnrollmentRefused, LinkEnd, StateWord, edit, guard, state_at,
};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CourseId, CustomerId};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::text::{Code, Note};
use rollbook_domain::time::{Instant, Moment};

use super::named::{Found, Named, named};
use crate::catalogue::get_course;
use crate::sales_order::{Taking, get_sales_order};
use crate::{Desk, Failure};

/// Whose enrollments are edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// These customers.
    Customers(Vec<CustomerKey>),
    /// The members of this group, by id or code, who were ever given access to the course (GRP-08).
    Group(String),
    /// Everybody who was ever given access to the course.
    Everybody,
}

/// An edit of many enrollments.
#[derive(Debug, Clone)]
pub struct BulkEdit {
    /// The course, by id or code.
    pub course: String,
    /// Whose enrollments.
    pub whom: Whom,
    /// Only those in this state, from when the edit is true.
    pub state: Option<StateWord>,
    /// What is done to each.
    pub edit: EnrollmentEdit,
    /// From when on it is true; now when it is not given.
    pub from: Option<Moment>,
    /// Why, for the activity log.
    pub reason: Option<Note>,
    /// Whether to plan only and write nothing.
    pub is_dry_run: bool,
    /// The number of changes confirmed.
    pub confirmed: Option<u64>,
}

/// How it went for one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowOutcome {
    /// It changes, or would in a dry run.
    Applied,
    /// It was so already.
    Unchanged,
    /// Passed over because the account is Inactive.
    SkippedInactive,
    /// The rules turn it down.
    Refused(EnrollmentRefused),
    /// There is no such customer.
    Missing,
}

/// One customer of a bulk edit, in the order named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditRow {
    /// How the customer was named.
    pub customer: CustomerKey,
    /// Who that is; `None` where there is no such customer.
    pub id: Option<CustomerId>,
    /// How it went.
    pub outcome: RowOutcome,
}

/// What a bulk edit did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditReport {
    /// Every customer named.
    pub rows: Vec<EditRow>,
    /// The sales order that those who change follow from then on, if that is over already and their access with it.
    pub over: Option<Code>,
    /// Whether it was written; a dry run is not.
    pub is_applied: bool,
}

impl EditReport {
    /// How many rows ended so.
    pub fn count(&self, is_so: impl Fn(&RowOutcome) -> bool) -> u64 {
        self.rows.iter().map(|row| u64::from(is_so(&row.outcome))).sum()
    }
}

/// Edits every enrollment that can be in one commit; who cannot stands in the report and stops nobody else.
///
/// # Errors
/// What [`guard`] refuses: more changes than the tenant lets pass unconfirmed. What taking seats of a sales order
/// refuses (ENR-01, ENR-03): a course it does not cover, more learners than seats; then nobody is linked. [`Failure::Missing`] for a course
/// or group that does not exist.
pub async fn edit_enrollments(desk: &Desk<'_>, command: &BulkEdit) -> Result<EditReport, Failure> {
    let mut tries = desk.tries();
    loop {
        let settings = desk.tenant().await?.settings;
        let now = desk.now();
        let from = command.from.map_or(now, |moment| moment.starts_at(&settings.time_zone));
        let catalogue = desk.store.catalogue().await?;
        let known = get_course(&catalogue, &command.course)?;
        let course = known.id;
        let mut commit = desk.new_commit(now);
        let mut rows = Vec::new();
        let mut taking = Taking::default();
        let mut over = None;
        if let Some(id) = command.edit.sales_order() {
            let sales_order = get_sales_order(desk, &id.to_string()).await?;
            let is_over = sales_order.terms.term.ends_at() <= now && !types_end(command.edit);
            over = is_over.then(|| sales_order.number.clone());
            taking.of(sales_order);
        }
        for named in named(desk, course, &command.whom, now).await? {
            if command.state.is_some_and(|wanted| state_of(&named, from) != Some(wanted)) {
                continue;
            }
            let (row, events) = decide(&named, course, command.edit, from);
            if let (Some(found), RowOutcome::Applied) = (&named.found, &row.outcome) {
                let customer = found.row.customer;
                commit.expect(StreamId::Customer(customer), found.row.revision);
                if let Some(id) = command.edit.takes_seat_of(&found.row.facts, from) {
                    taking.add(id, customer);
                }
                for event in events {
                    let event = Event::Customer(customer, event.into());
                    commit.push_effective(event, from, command.reason.clone());
                }
            }
            rows.push(row);
        }
        let covered = command.edit.sales_order().map(|_| known);
        taking.write(desk, &mut commit, covered, now).await?;
        let mut report = EditReport { rows, over, is_applied: false };
        let touched = report.count(|outcome| *outcome == RowOutcome::Applied);
        report.over = report.over.filter(|_| touched > 0);
        if command.is_dry_run {
            return Ok(report);
        }
        guard(touched, settings.guard_threshold, command.confirmed)?;
        if tries.commit(commit).await? {
            report.is_applied = true;
            return Ok(report);
        }
    }
}

/// Whether an end is typed with it, which decides before the sales order's.
fn types_end(edit: EnrollmentEdit) -> bool {
    matches!(edit, EnrollmentEdit::Link { end: LinkEnd::At(_), .. })
}

fn state_of(named: &Named, at: Instant) -> Option<StateWord> {
    let row = &named.found.as_ref()?.row;
    state_at(&row.grants, &row.facts, at).map(|state| state.word())
}

fn decide(
    named: &Named,
    course: CourseId,
    wanted: EnrollmentEdit,
    from: Instant,
) -> (EditRow, Vec<EnrollmentEvent>) {
    let customer = named.key.clone();
    let Some(Found { row, status }) = &named.found else {
        return (EditRow { customer, id: None, outcome: RowOutcome::Missing }, Vec::new());
    };
    let enrollment = Enrollment {
        customer: row.customer,
        status: *status,
        course,
        grants: &row.grants,
        facts: &row.facts,
    };
    let (outcome, events) = match edit(enrollment, wanted, from) {
        Ok((Outcome::Applied, events)) => (RowOutcome::Applied, events),
        Ok((Outcome::Unchanged, _)) => (RowOutcome::Unchanged, Vec::new()),
        Err(EnrollmentRefused::NotActive(_)) if *status == StatusWord::Inactive => {
            (RowOutcome::SkippedInactive, Vec::new())
        }
        Err(refused) => (RowOutcome::Refused(refused), Vec::new()),
    };
    (EditRow { customer, id: Some(row.customer), outcome }, events)
}
