//! Importing withdrawals.

use std::collections::HashMap;

use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CourseId, CustomerId};
use rollbook_domain::import_log::ImportKind;
use rollbook_domain::plan::roster::RosterOptions;
use rollbook_domain::plan::withdrawals::{self, KnownEnrollment, WithdrawalFacts};
use rollbook_domain::plan::{Changes, Context, Plan};
use rollbook_domain::port::{EnrollmentQuery, PageRequest};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::table::Table;

use super::import::add;
use super::kind::{Kind, run};
use super::known::known_accounts;
use super::{ImportFile, ImportOptions, ImportReport};
use crate::{Desk, Failure};

/// Enough to be few questions, few enough not to hold a large course twice.
pub(super) const PAGE: usize = 10_000;

/// Imports a file of withdrawals.
///
/// # Errors
/// As [`import_groups`](super::import_groups).
pub async fn import_withdrawals(
    desk: &Desk<'_>,
    file: ImportFile<'_>,
    options: ImportOptions,
) -> Result<ImportReport, Failure> {
    run(&mut Withdrawals, desk, file, RosterOptions::default(), options).await
}

struct Withdrawals;

impl Kind for Withdrawals {
    type Changes = Changes<CustomerId, RecordEvent>;
    const KIND: ImportKind = ImportKind::Withdrawals;

    async fn plan(
        &self,
        desk: &Desk<'_>,
        table: Table,
        context: &Context<'_>,
    ) -> Result<Plan<Self::Changes>, Failure> {
        let catalogue = desk.store.catalogue().await?;
        let keys = withdrawals::keys(&table, &catalogue);
        let known = known_accounts(desk, &keys.emails, &[]).await?;
        let customers: Vec<CustomerId> = known.iter().map(|account| account.id).collect();
        let enrollments = enrollments(desk, &keys.courses, &customers).await?;
        let facts = WithdrawalFacts { catalogue: &catalogue, known: &known, enrollments };
        Ok(withdrawals::plan(&table, facts, context))
    }

    fn write(commit: &mut Commit, changes: Self::Changes) {
        add(commit, changes, StreamId::Customer, Event::Customer);
    }
}

/// The enrollments of those customers in those courses.
pub(super) async fn enrollments(
    desk: &Desk<'_>,
    courses: &[CourseId],
    customers: &[CustomerId],
) -> Result<HashMap<(CustomerId, CourseId), KnownEnrollment>, Failure> {
    let mut found = HashMap::new();
    for course in courses {
        let query = EnrollmentQuery { customers: Some(customers.to_vec()), ..EnrollmentQuery::of(*course) };
        let mut page = Some(PageRequest::first(PAGE));
        while let Some(request) = page {
            let answer = desk.store.enrollments(&query, &request).await?;
            found.extend(answer.items.into_iter().map(|row| {
                let enrollment = KnownEnrollment { grants: row.grants, facts: row.facts };
                ((row.customer, *course), enrollment)
            }));
            page = answer.next.map(|cursor| PageRequest::after(cursor, PAGE));
        }
    }
    Ok(found)
}
