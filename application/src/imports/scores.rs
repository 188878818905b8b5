//! Importing scores.

use std::collections::HashMap;

use rollbook_domain::catalogue::quiz::ItemQuiz;
use rollbook_domain::catalogue::{Catalogue, ItemKind};
use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CourseId, CustomerId, ItemId};
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
    run(&mut Scores, desk, file, RosterOptions::default(), options).await
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
        let quizzes = quizzes(desk, &catalogue, &keys.courses).await?;
        let facts = ScoreFacts { catalogue: &catalogue, known: &known, enrollments, transcripts, quizzes };
        Ok(scores::plan(&table, facts, context))
    }

    fn write(commit: &mut Commit, changes: Self::Changes) {
        for (customer, revision) in changes.customers {
            commit.expect(StreamId::Customer(customer), revision);
        }
        for (course, revision) in changes.courses {
            commit.expect(StreamId::Course(course), revision);
        }
        add(commit, changes.transcripts, StreamId::Transcript, Event::Transcript);
    }
}

/// What the quizzes of those courses ask, where they ask anything.
async fn quizzes(
    desk: &Desk<'_>,
    catalogue: &Catalogue,
    courses: &[CourseId],
) -> Result<HashMap<ItemId, ItemQuiz>, Failure> {
    let mut found = HashMap::new();
    let items = courses.iter().filter_map(|id| catalogue.course(*id)).flat_map(|course| &course.items);
    for item in items.filter(|item| item.terms.kind == ItemKind::Quiz) {
        if let Some(quiz) = desk.store.find_quiz(item.id).await? {
            found.insert(item.id, quiz);
        }
    }
    Ok(found)
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
