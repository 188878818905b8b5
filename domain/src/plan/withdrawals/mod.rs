//! The plan of a file of withdrawals: learners unenrolled from the start of a day (ENR-09, ENR-16).

mod keys;

use std::collections::{HashMap, HashSet};

pub use keys::{WithdrawalKeys, keys};

use super::cells::Cells;
use super::header::{Column, Header};
use super::{Changes, Context, Findings, KnownAccount, Plan, Planned};
use crate::access::AccessGrant;
use crate::catalogue::{Catalogue, Course};
use crate::customer::StatusWord;
use crate::email::EmailAddress;
use crate::enrollment::{EnrollmentEvent, EnrollmentFact, unenroll};
use crate::id::{CourseId, CustomerId};
use crate::import_log::{ImportCounts, ImportKind};
use crate::record::RecordEvent;
use crate::refusal::{Outcome, Refusal};
use crate::rule::{CUS_29, ENR_11, ENR_16, IMP_04, ORD_09, X_11};
use crate::stamp::{Revision, Stamp};
use crate::table::Table;
use crate::text::shown;
use crate::time::{Instant, Moment};

#[cfg(test)]
mod tests;

/// The plan of a file of withdrawals.
pub type WithdrawalsPlan = Plan<Changes<CustomerId, RecordEvent>>;

/// What makes the state of one enrollment.
#[derive(Debug, Clone, Default)]
pub struct KnownEnrollment {
    /// The grants of products that open the course, in the order written.
    pub grants: Vec<AccessGrant>,
    /// What was written about the enrollment, in the order written.
    pub facts: Vec<EnrollmentFact>,
}

/// What a plan of withdrawals must know beside the table.
#[derive(Debug)]
pub struct WithdrawalFacts<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The accounts that hold an email of the file.
    pub known: &'a [KnownAccount],
    /// The enrollments of those accounts in the courses of the file.
    pub enrollments: HashMap<(CustomerId, CourseId), KnownEnrollment>,
}

const EMAIL: usize = 0;
const COURSE: usize = 1;
const DATE: usize = 2;
const COLUMNS: &[Column] = &[
    Column::needed("Email", "the email of a customer"),
    Column::needed("Course Code", "the code or id of a course"),
    Column::needed("Date", "a date such as 2026-06-30 or an instant such as 2026-06-30T14:05:00Z"),
];

/// Plans a file of withdrawals; earlier days stay as they were, and a day to come counts when it comes.
pub fn plan(table: &Table, facts: WithdrawalFacts<'_>, context: &Context<'_>) -> WithdrawalsPlan {
    let (kind, rows) = (ImportKind::Withdrawals, table.rows.len() as u64);
    let header = match Header::find(table, COLUMNS, false, context.settings) {
        Ok(header) => header,
        Err(findings) => return Plan::unreadable(kind, context.fingerprint, rows, findings),
    };
    let WithdrawalFacts { catalogue, known, mut enrollments } = facts;
    let by_email: HashMap<&str, &KnownAccount> =
        known.iter().map(|account| (account.email.as_str(), account)).collect();
    let mut findings = Findings::default();
    let mut counts = ImportCounts { rows, ..ImportCounts::default() };
    let mut changes = Changes::default();
    let mut touched = HashSet::new();
    for row in &table.rows {
        let mut cells = Cells::new(&header, row, &mut findings.refused);
        let Some((account, course, at)) = read(&mut cells, &by_email, catalogue, context) else {
            counts.refused += 1;
            continue;
        };
        if account.status == StatusWord::Inactive {
            let reason = "the customer is inactive; make the account active first, then import the row";
            findings.skip(row.line(), reason, &[X_11, ENR_11]);
            continue;
        }
        let enrollment = enrollments.entry((account.id, course.id)).or_default();
        match unenroll(account.id, course.id, &enrollment.grants, &enrollment.facts, at) {
            Err(refused) => {
                counts.refused += 1;
                cells.refuse(DATE, refused.to_string(), refused.rules());
            }
            Ok((Outcome::Unchanged, _)) => {
                findings.skip(row.line(), "the learner is unenrolled by then already", &[ENR_16]);
            }
            Ok((Outcome::Applied, events)) => {
                counts.unenrolled += 1;
                if touched.insert(account.id) {
                    changes.expected.push((account.id, account.revision));
                }
                for event in events {
                    enrollment.facts.push(fact_of(&event, account, at, context, changes.events.len()));
                    let event = RecordEvent::from(event);
                    changes.events.push(Planned { id: account.id, event, effective_at: at });
                }
            }
        }
    }
    counts.skipped = findings.skipped.len() as u64;
    let touched = changes.touched();
    Plan { kind, fingerprint: context.fingerprint, counts, findings, touched, changes }
}

/// The fact as a further row of the file must see it: later in the stream than anything there is.
fn fact_of(
    event: &EnrollmentEvent,
    account: &KnownAccount,
    at: Instant,
    context: &Context<'_>,
    planned: usize,
) -> EnrollmentFact {
    let stamp = Stamp {
        position: Revision::new(account.revision.get() + planned as u64 + 1),
        effective_at: at,
        recorded_at: context.now,
        actor: "".into(),
        note: None,
    };
    EnrollmentFact::from_event(event, &stamp)
}

fn read<'a>(
    cells: &mut Cells<'_, '_>,
    by_email: &HashMap<&str, &'a KnownAccount>,
    catalogue: &'a Catalogue,
    context: &Context<'_>,
) -> Option<(&'a KnownAccount, &'a Course, Instant)> {
    let email = cells.parse(EMAIL, &[CUS_29], EmailAddress::parse);
    let course = cells.parse(COURSE, &[ORD_09], |text| {
        let missing =
            || format!("there is no course `{}`; accepted form: a course's code or id", shown(text));
        catalogue.find_course(text).ok_or_else(missing)
    });
    let moment = cells.parse(DATE, &[IMP_04], Moment::parse);
    let account = email.and_then(|email| {
        cells.parse(EMAIL, &[CUS_29], |_| {
            let missing = "there is no customer with this email; accepted form: the email of a customer";
            by_email.get(email.canonical()).copied().ok_or(missing)
        })
    });
    Some((account?, course?, moment?.starts_at(&context.settings.time_zone)))
}
