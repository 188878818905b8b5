//! Editing the enrollments of many customers in one course (ENR-05, ENR-11, ENR-16, GRP-08, X-11).

use rollbook_domain::customer::StatusWord;
use rollbook_domain::enrollment::{
    Enrollment, EnrollmentEdit, EnrollmentEvent, EnrollmentRefused, edit, guard,
};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CourseId, CustomerId};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::text::Note;
use rollbook_domain::time::{Instant, Moment};

use super::named::{Found, Named, named};
use crate::catalogue::get_course;
use crate::{Desk, Failure};

/// Whose enrollments are edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// These customers.
    Customers(Vec<CustomerKey>),
    /// The members of this group, by id or code, who were ever given access to the course (GRP-08).
    Group(String),
}

/// An edit of many enrollments.
#[derive(Debug, Clone)]
pub struct BulkEdit {
    /// The course, by id or code.
    pub course: String,
    /// Whose enrollments.
    pub whom: Whom,
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
/// What [`guard`] refuses: more changes than the tenant lets pass unconfirmed. [`Failure::Missing`] for a course
/// or group that does not exist.
pub async fn edit_enrollments(desk: &Desk<'_>, command: &BulkEdit) -> Result<EditReport, Failure> {
    let mut tries = desk.tries();
    loop {
        let settings = desk.tenant().await?.settings;
        let now = desk.now();
        let from = command.from.map_or(now, |moment| moment.starts_at(&settings.time_zone));
        let course = get_course(&desk.store.catalogue().await?, &command.course)?.id;
        let mut commit = desk.new_commit(now);
        let mut rows = Vec::new();
        for named in named(desk, course, &command.whom, now).await? {
            let (row, events) = decide(&named, course, command.edit, from);
            if let (Some(found), RowOutcome::Applied) = (&named.found, &row.outcome) {
                let customer = found.row.customer;
                commit.expect(StreamId::Customer(customer), found.row.revision);
                for event in events {
                    let event = Event::Customer(customer, event.into());
                    commit.push_effective(event, from, command.reason.clone());
                }
            }
            rows.push(row);
        }
        let mut report = EditReport { rows, is_applied: false };
        if command.is_dry_run {
            return Ok(report);
        }
        let touched = report.count(|outcome| *outcome == RowOutcome::Applied);
        guard(touched, settings.guard_threshold, command.confirmed)?;
        if tries.commit(commit).await? {
            report.is_applied = true;
            return Ok(report);
        }
    }
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
