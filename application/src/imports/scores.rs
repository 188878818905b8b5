//! Importing scores.

use std::collections::HashMap;

use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CustomerId;
use rollbook_domain::import_log::ImportKind;
use rollbook_domain::plan::roster::RosterOptions;
use rollbook_domain::plan::scores::{self, ScoreChanges, ScoreFacts};
use rollbook_domain::plan::{Context, Plan, withdrawals};
use rollbook_domain::port::{PageRequest, TranscriptQuery};
use rollbook_domain::table::Table;
use rollbook_domain::transcript::Transcript;

use super::import::add;
use super::kind::{Kind, run};
use super::known::known_accounts;
use super::withdrawals::{PAGE, enrollments};
use super::{ImportFile, ImportOptions, ImportReport};
use crate::{Desk, Failure};

/// Imports a file of scores.
///
/// # Errors
/// As [`import_groups`](super::import_groups).
pub async fn import_scores(
    desk: &Desk<'_>,
    file: ImportFile<'_>,
    options: ImportOptions,
) -> Result<ImportReport, Failure> {
    run(Scores, desk, file, RosterOptions::default(), options).await
}

struct Scores;

impl Kind for Scores {
    type Changes = ScoreChanges;
    const KIND: ImportKind = ImportKind::Scores;

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
        let transcripts = transcripts(desk, &customers).await?;
        let enrollments = enrollments(desk, &keys.courses, &customers).await?;
        let facts = ScoreFacts { catalogue: &catalogue, known: &known, enrollments, transcripts };
        Ok(scores::plan(&table, facts, context))
    }

    fn write(commit: &mut Commit, changes: Self::Changes) {
        for (customer, revision) in changes.customers {
            commit.expect(StreamId::Customer(customer), revision);
        }
        add(commit, changes.transcripts, StreamId::Transcript, Event::Transcript);
    }
}

/// The transcripts of those customers, where there are any.
async fn transcripts(
    desk: &Desk<'_>,
    customers: &[CustomerId],
) -> Result<HashMap<CustomerId, Transcript>, Failure> {
    let query = TranscriptQuery { course: None, customers: Some(customers.to_vec()) };
    let mut found = HashMap::new();
    let mut page = Some(PageRequest::first(PAGE));
    while let Some(request) = page {
        let answer = desk.store.transcripts(&query, &request).await?;
        found.extend(answer.items.into_iter().map(|transcript| (transcript.customer, transcript)));
        page = answer.next.map(|cursor| PageRequest::after(cursor, PAGE));
    }
    Ok(found)
}
